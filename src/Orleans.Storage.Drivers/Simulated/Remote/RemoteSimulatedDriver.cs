using System.Net;
using OrleansStorage.Drivers.Iscsi;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>
/// The same array as <see cref="SimulatedDriver"/>'s, in a process of its own (<c>orleans-storage array</c>), so that it outlives silos and several can use it. A silo starts without it and reaches it when
/// it is there. Options: <c>Endpoint</c> (required), <c>Concurrency</c> (8), <c>SharedTarget</c> (false; as the array has it). Safe from any thread.
/// </summary>
public sealed class RemoteSimulatedDriver : IDriver
{
    private readonly RemoteArray _array;
    private readonly RemoteManage _manage;

    /// <summary>Reads the options; touches nothing.</summary>
    /// <exception cref="DriverConfigurationException">An option is wrong.</exception>
    public RemoteSimulatedDriver(BackendConfiguration configuration)
    {
        var options = new DriverOptionsReader(configuration);
        var text = options.Text("Endpoint");
        var concurrency = options.Number("Concurrency", 8, 1, 65_536);
        var sharedTarget = options.Flag("SharedTarget", false);
        options.ThrowIfWrong();
        if (!IPEndPoint.TryParse(text, out var endpoint) || endpoint.Port == 0)
            throw new DriverConfigurationException($"Storage:Backends:{configuration.Name}:Options: Endpoint is '{text}', not address:port, such as 127.0.0.1:7770");
        _array = new(endpoint, configuration.Time, configuration.Faults);
        Traits = SimulatedDriver.Declare(sharedTarget, concurrency) with { OneSiloOnly = null };
        Volumes = new RemoteVolumes(_array, sharedTarget);
        _manage = new RemoteManage(_array, sharedTarget);
        Exports = new RemoteExports(_array, sharedTarget);
        Marks = new RemoteMarks(_array, sharedTarget);
    }

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
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Closes its connections.</summary>
    public ValueTask DisposeAsync()
    {
        _array.Dispose();
        return ValueTask.CompletedTask;
    }
}
