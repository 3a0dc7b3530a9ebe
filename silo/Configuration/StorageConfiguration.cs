using OrleansStorage.Drivers;
using OrleansStorage.Faults;

namespace OrleansStorage.Silo.Configuration;

/// <summary>Reads and checks what the operator configured.</summary>
public static class StorageConfiguration
{
    /// <summary>The options, checked.</summary>
    /// <exception cref="DriverConfigurationException">A line for each mistake.</exception>
    public static StorageOptions Read(IConfiguration configuration)
    {
        StorageOptions options;
        try
        {
            options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>(o => o.ErrorOnUnknownConfiguration = true) ?? new();
        }
        catch (InvalidOperationException e)
        {
            throw new DriverConfigurationException(e.InnerException is null ? e.Message : $"{e.Message} {e.InnerException.Message}");
        }
        var result = new StorageOptionsValidator().Validate(options);
        if (!result.IsValid) throw new DriverConfigurationException(string.Join('\n', result.Errors.Select(e => e.ErrorMessage).Distinct()));
        LogLevels.ThrowIfUnknown(configuration);
        ApiAddresses.ThrowIfTrustedFromAfar(options, configuration);
        if (options.Backends.Count == 0) options.Backends.Add(new() { Name = "simulated", Driver = DriverCatalog.Default });
        return options;
    }

    /// <summary>The backends as their drivers want them.</summary>
    public static IEnumerable<BackendConfiguration> Backends(StorageOptions options, ILoggerFactory loggers, TimeProvider time, IFaultPoints faults) => options.Backends.Select(b => new BackendConfiguration
    {
        Name = b.Name,
        Driver = b.Driver,
        Pool = b.Pool,
        AvailabilityZone = b.AvailabilityZone,
        DataDirectory = Path.GetFullPath(options.DataDirectory),
        Options = b.Options,
        LoggerFactory = loggers,
        Time = time,
        Faults = faults,
    });
}
