using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>Every configured backend of this process with its driver. Immutable once made, so safe from any thread; started and disposed by the silo.</summary>
public sealed class BackendRegistry : IAsyncDisposable
{
    private readonly Dictionary<BackendId, ConfiguredBackend> _backends;

    /// <summary>Makes the driver of each configuration; nothing is touched yet.</summary>
    /// <exception cref="DriverConfigurationException">One or more are wrong; a line for each mistake.</exception>
    public BackendRegistry(IEnumerable<BackendConfiguration> configurations)
    {
        List<string> mistakes = [];
        _backends = [];
        foreach (var configuration in configurations)
        {
            try
            {
                if (!_backends.TryAdd(configuration.Id, new ConfiguredBackend(configuration, DriverCatalog.Create(configuration))))
                    mistakes.Add($"Storage:Backends: {configuration.Id} is configured twice");
            }
            catch (DriverConfigurationException e)
            {
                mistakes.Add(e.Message);
            }
        }
        if (mistakes.Count > 0) throw new DriverConfigurationException(string.Join('\n', mistakes));
    }

    /// <summary>All of them, in the order of configuration.</summary>
    public IReadOnlyCollection<ConfiguredBackend> All => _backends.Values;

    /// <summary>One of them; null when this process has no such backend.</summary>
    public ConfiguredBackend? Find(BackendId id) => _backends.GetValueOrDefault(id);

    /// <summary>For a cluster: every silo must reach the same arrays.</summary>
    /// <exception cref="DriverConfigurationException">One or more can be used by one silo only; a line for each.</exception>
    public void ThrowIfNotShared()
    {
        var lines = All.Where(b => b.Driver.Traits.OneSiloOnly is not null).Select(b => $"Storage:Backends:{b.Configuration.Name}:Options: {b.Driver.Traits.OneSiloOnly}");
        var mistakes = string.Join('\n', lines);
        if (mistakes.Length > 0) throw new DriverConfigurationException(mistakes);
    }

    /// <summary>Makes every array ready.</summary>
    /// <exception cref="DriverConfigurationException">An array cannot be used as configured.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => Task.WhenAll(All.Select(b => b.Driver.StartAsync(cancellationToken)));

    /// <summary>Lets every array go.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var backend in All) await backend.Driver.DisposeAsync();
    }
}
