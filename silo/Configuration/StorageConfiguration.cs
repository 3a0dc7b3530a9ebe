using OrleansStorage.Drivers;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Silo.Configuration;

/// <summary>Reads and checks what the operator configured.</summary>
public static class StorageConfiguration
{
    /// <summary>The options, checked.</summary>
    /// <exception cref="DriverConfigurationException">A line for each mistake.</exception>
    public static StorageOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        var options = Bind(section);
        string[] mistakes = [.. UnknownKeys.In(section, typeof(StorageOptions)), .. new StorageOptionsValidator().Validate(options).Errors.Select(e => e.ErrorMessage).Distinct(), .. LogLevels.MistakesIn(configuration)];
        if (mistakes.Length > 0) throw new DriverConfigurationException(string.Join('\n', mistakes));
        ApiAddresses.ThrowIfTrustedFromAfar(options, configuration);
        if (section[nameof(StorageOptions.DataDirectory)] is null) DataDirectories.ThrowIfLeftBehind(options.DataDirectory, Directory.GetCurrentDirectory());
        if (options.Backends.Count == 0) options.Backends.Add(new() { Name = "simulated", Driver = DriverCatalog.Default });
        return options;
    }

    private static StorageOptions Bind(IConfigurationSection section)
    {
        try
        {
            return section.Get<StorageOptions>() ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new DriverConfigurationException(e.Message);
        }
    }

    /// <summary>The backends as their drivers want them.</summary>
    public static IEnumerable<BackendConfiguration> Backends(StorageOptions options, ILoggerFactory loggers, TimeProvider time, IFaultPoints faults) => options.Backends.Select(b => new BackendConfiguration
    {
        Name = b.Name,
        Driver = b.Driver,
        Pool = b.Pool,
        AvailabilityZone = b.AvailabilityZone,
        ClaimFrom = b.ClaimFrom is { } from ? new InstallationId(Guid.Parse(from)) : null,
        DataDirectory = Path.GetFullPath(options.DataDirectory),
        Options = b.Options,
        LoggerFactory = loggers,
        Time = time,
        Faults = faults,
    });
}
