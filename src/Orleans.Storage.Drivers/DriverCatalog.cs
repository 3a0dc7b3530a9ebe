using System.Collections.Frozen;

namespace OrleansStorage.Drivers;

/// <summary>Every driver that this product has, by the name that <c>Storage:Backends:N:Driver</c> takes: the one place of registration. Immutable.</summary>
public static class DriverCatalog
{
    /// <summary>The driver of the backend that a silo makes when none is configured.</summary>
    public const string Default = "Simulated";

    private static readonly FrozenDictionary<string, Func<BackendConfiguration, IDriver>> Factories = new Dictionary<string, Func<BackendConfiguration, IDriver>>
    {
        ["Simulated"] = Simulated.SimulatedDriver.Of,
        ["Tgt"] = configuration => new Tgt.TgtDriver(configuration),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The names, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Factories.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Makes a backend's driver; nothing is touched yet.</summary>
    /// <exception cref="DriverConfigurationException">There is no such driver, or its options are wrong.</exception>
    public static IDriver Create(BackendConfiguration configuration) =>
        Factories.TryGetValue(configuration.Driver, out var factory)
            ? factory(configuration)
            : throw new DriverConfigurationException($"Storage:Backends:{configuration.Name}:Driver: there is no driver '{configuration.Driver}'; there are {string.Join(", ", Names)}");

    /// <summary>Runs an array in this process, for silos in others, until it is cancelled.</summary>
    /// <param name="program">How it is started.</param>
    /// <param name="time">The clock.</param>
    /// <param name="listening">Called once it can be reached.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DriverConfigurationException">It cannot be started so.</exception>
    public static async Task RunArrayAsync(ArrayProgram program, TimeProvider time, Action listening, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listening);
        await using var server = Simulated.Remote.SimulatedArrayServer.Start(program, time);
        listening();
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
