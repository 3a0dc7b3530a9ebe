using OrleansStorage.Testing;
using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>A silo with a simulated array, and the clients of an operator.</summary>
public sealed class OperatorSilo : IAsyncLifetime
{
    /// <summary>The operator's project.</summary>
    public const string Project = "89afd400b6464bbcb12bc0a4d63e5bd3";

    private readonly TemporaryDirectory _directory = new();
    private SiloProcess? _silo;

    /// <summary>Where its API is.</summary>
    public string Endpoint => new Uri(_silo!.Url, "v3").AbsoluteUri;

    internal OpenStackClient Client => new(_silo!, Project);

    /// <inheritdoc/>
    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(new() { DataDirectory = _directory.FullPath });

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_silo is not null) await _silo.DisposeAsync();
        _directory.Dispose();
    }
}
