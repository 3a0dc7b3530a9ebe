using OrleansStorage.Drivers.Iscsi;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>
/// The default backend: an array in memory, so that the product runs with nothing installed. Its volumes and snapshots outlive the process in
/// <c>DataDirectory/simulated/NAME.journal</c>; its exports do not. Options: <c>CapacityGiB</c> (1048576), <c>LatencyMs</c> (0), <c>Concurrency</c> (8), <c>SharedTarget</c> (false);
/// with <c>Endpoint</c> see <see cref="Remote.RemoteSimulatedDriver"/>. Safe from any thread.
/// </summary>
public sealed class SimulatedDriver : IDriver
{
    private readonly string? _journalPath;
    private readonly SimulatedManage _manage;
    private bool _isOpen;

    /// <summary>An array of its own, with a journal.</summary>
    /// <exception cref="DriverConfigurationException">An option is wrong.</exception>
    public SimulatedDriver(BackendConfiguration configuration) : this(configuration, null)
    {
    }

    /// <summary>An array that the caller made and keeps, without a journal: tests share one between silos. Then <c>CapacityGiB</c> and <c>SharedTarget</c> are the array's own.</summary>
    /// <exception cref="DriverConfigurationException">An option is wrong.</exception>
    public SimulatedDriver(BackendConfiguration configuration, SimulatedArray? array)
    {
        var options = new DriverOptionsReader(configuration);
        var kind = new SimulatedArrayOptions { CapacityGiB = options.Number("CapacityGiB", 1_048_576, 1, int.MaxValue), SharedTarget = options.Flag("SharedTarget", false) };
        var latencyMs = options.Number("LatencyMs", 0, 0, 600_000);
        var concurrency = options.Number("Concurrency", 8, 1, 65_536);
        options.ThrowIfWrong();
        Array = array ?? new SimulatedArray(kind);
        _journalPath = array is null ? Path.Combine(configuration.DataDirectory, "simulated", configuration.Name + ".journal") : null;
        var line = new SimulatedLine(Faults, configuration.Faults, Load, latencyMs, configuration.Time);
        Volumes = new SimulatedVolumes(Array, line);
        _manage = new SimulatedManage(Array, line);
        Exports = new SimulatedExports(Array, line);
        Marks = new SimulatedMarks(Array, line, () => _journalPath is null || _isOpen);
        Traits = Declare(Array.Options.SharedTarget, concurrency);
    }

    /// <summary>The driver of a configuration: with <c>Endpoint</c> its array is in another process.</summary>
    /// <exception cref="DriverConfigurationException">An option is wrong.</exception>
    public static IDriver Of(BackendConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Options.ContainsKey("Endpoint") ? new Remote.RemoteSimulatedDriver(configuration) : new SimulatedDriver(configuration);
    }

    /// <summary>The array behind it.</summary>
    public SimulatedArray Array { get; }

    /// <summary>What goes wrong on the way to the array; nothing at first.</summary>
    public SimulatedFaults Faults { get; } = new();

    /// <summary>What was on the array at once.</summary>
    public SimulatedLoad Load { get; } = new();

    /// <inheritdoc/>
    public DriverTraits Traits { get; }

    /// <inheritdoc/>
    public IVolumeDriver Volumes { get; }

    /// <inheritdoc/>
    public IExportDriver Exports { get; }

    /// <inheritdoc/>
    public IMarkDriver Marks { get; }

    /// <inheritdoc/>
    public IRevertDriver Revert => _manage;

    /// <inheritdoc/>
    public IManageDriver Manage => _manage;

    /// <inheritdoc/>
    public IConnectionReader Connections { get; } = new IscsiConnectionReader(discard: null);

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_journalPath is not null) Array.Open(SimulatedJournal.Open(_journalPath));
        _isOpen = true;
        return Task.CompletedTask;
    }

    /// <summary>Closes the journal of its own array; an array that was given stays as it is.</summary>
    public ValueTask DisposeAsync()
    {
        if (_journalPath is not null) Array.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>What is true of the array wherever it runs.</summary>
    internal static DriverTraits Declare(bool sharedTarget, int concurrency) => new()
    {
        StorageProtocol = "iSCSI",
        Concurrency = concurrency,
        SharedTargets = sharedTarget,
        LastLun = sharedTarget ? SimulatedArray.LastSharedLun : 255,
        OnlineExtend = true,
        Multiattach = true,
        FencesEpochs = true,
        OneSiloOnly = "its array would be inside one silo; in a cluster run 'orleans-storage array' and set Endpoint to its address",
    };
}
