using System.Globalization;

namespace OrleansStorage.Testing;

/// <summary>How a test's silo is configured. The ports are free ones; keep the value to start the same silo again after a kill.</summary>
public sealed record SiloSettings
{
    private readonly int[] _ports = FreePort.Next(4);

    /// <summary>The program: the product's, or a test build of it.</summary>
    public string Program { get; init; } = Repository.Assembly("silo", "Orleans.Storage.Silo");
    /// <summary>Where it keeps its files.</summary>
    public required string DataDirectory { get; init; }
    /// <summary>Whether it is told so; otherwise that is only where it is started, and it finds a place by itself.</summary>
    public bool IsDataDirectorySet { get; init; } = true;
    /// <summary>For PostgreSQL; null for SQLite.</summary>
    public string? PostgreSqlConnectionString { get; init; }
    /// <summary>Further keys of the configuration, such as <c>Storage:Backends:0:Name</c>.</summary>
    public IReadOnlyDictionary<string, string> More { get; init; } = new Dictionary<string, string>();

    /// <summary>The API's port.</summary>
    public int ApiPort => _ports[0];
    /// <summary>The silo's port.</summary>
    public int SiloPort => _ports[1];
    /// <summary>The SDK's port.</summary>
    public int GatewayPort => _ports[2];
    /// <summary>The operators' port.</summary>
    public int AdminPort => _ports[3];

    /// <summary>The same as environment variables.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        yield return new("ASPNETCORE_URLS", $"http://127.0.0.1:{ApiPort}");
        if (IsDataDirectorySet) yield return new("Storage__DataDirectory", DataDirectory);
        yield return new("Storage__Silo__SiloPort", SiloPort.ToString(CultureInfo.InvariantCulture));
        yield return new("Storage__Silo__GatewayPort", GatewayPort.ToString(CultureInfo.InvariantCulture));
        yield return new("Storage__Admin__Urls", $"http://127.0.0.1:{AdminPort}");
        if (PostgreSqlConnectionString is not null)
        {
            yield return new("Storage__Database__Provider", "PostgreSql");
            yield return new("Storage__Database__ConnectionString", PostgreSqlConnectionString);
        }
        foreach (var (key, value) in More) yield return new(key.Replace(":", "__", StringComparison.Ordinal), value);
    }
}
