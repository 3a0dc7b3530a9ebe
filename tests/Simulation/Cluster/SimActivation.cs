using Microsoft.Extensions.Logging.Abstractions;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation of a volume: the product's process over a simulated store and the product's own way to its backend.</summary>
internal sealed class SimActivation
{
    private readonly SimWorld _sim;
    private readonly SimFaultPoints _faults;
    private readonly Task _loaded;

    public SimActivation(SimWorld sim, VolumeId id, SimRow row, string name)
    {
        _sim = sim;
        Actor = new(sim.World, name) { ClockOffset = sim.AnyVolumeClockOffset() };
        var clock = new ActorClock(sim.World, Actor.ClockOffset);
        Store = new(sim, row, Actor, clock);
        _faults = new(sim, Actor, clock, SimFault.VolumeCrash);
        var backend = new GrainVolumeBackend(_ => new BackendLink(sim, clock), _ => new ProjectLink(sim, clock), _ => sim.Plan.ArrayGuardsEpochs, clock);
        Process = new(id, Store, sim.Plan.Mutant == Mutant.UnknownIsFailure ? new HastyBackend(backend) : backend, sim.Sealer, sim.Timeouts, clock, _faults,
            NullLogger.Instance);
        _loaded = Actor.Start(LoadAsync);
    }

    public Actor Actor { get; }

    public SimStore Store { get; }

    public VolumeProcess Process { get; }

    /// <summary>Whether it is asked no more: it found out that it is stale.</summary>
    public bool IsOver { get; private set; }

    public VolumeState? State => Process.State;

    public async Task<VolumeState?> RunAsync(VolumeCommand command)
    {
        await _loaded;
        var state = await GuardAsync(() => Process.RunAsync(command, _sim.Caller));
        await _faults.ReachAsync(FaultPoint.VolumeBeforeReply);
        return state;
    }

    /// <summary>The connection of a host, from memory where it stands, as the grain does it.</summary>
    public async Task<(ExportLocation Location, bool IsFresh)> InitializeAsync(Connector connector)
    {
        await _loaded;
        if (_sim.Plan.Mutant == Mutant.ReadExports && State is { Intent: null } state && state.ReadableExport(connector) is { } there)
            await GuardAsync(() => Process.RunAsync(new VolumeCommand.RestoreExport(there.Host) with { Name = "initialize-connection" }, _sim.Caller));
        else if (State?.ReadableExport(connector) is { Location: { } location }) return (location, Store.IsCurrent);
        var after = await GuardAsync(() => Process.RunAsync(new VolumeCommand.InitializeConnection(connector), _sim.Caller));
        return (after?.FindExport(connector.Host)?.Location ?? throw new InvalidOperationException($"{Actor.Name}: {connector.Host} was let in and nobody knows where: {(after is null ? "gone" : System.Text.Encoding.UTF8.GetString(VolumeStateJson.Write(after)))}"), true);
    }

    public async Task<(VolumeState? State, bool IsFresh)> ReadAsync()
    {
        await _loaded;
        return (State, Store.IsCurrent);
    }

    /// <summary>What the reconciler asks for.</summary>
    public async Task RestoreAsync(IReadOnlyList<string> hosts)
    {
        await _loaded;
        await GuardAsync(async () =>
        {
            await Process.SettleAsync();
            return null;
        });
        foreach (var host in hosts) await GuardAsync(() => Process.RunAsync(new VolumeCommand.RestoreExport(host), Caller.System));
    }

    /// <summary>As the grain does: false when there is no such volume.</summary>
    public async Task<bool> RemoveOrphanAsync(string? initiator)
    {
        await _loaded;
        try
        {
            await GuardAsync(() => Process.RunAsync(new VolumeCommand.RemoveOrphan(initiator), Caller.System));
            return true;
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.NotFound)
        {
            return false;
        }
    }

    /// <summary>As the grain does: what is taken over from the array, or would be; null when the record is not behind.</summary>
    public async Task<RecoveredVolume?> RecoverAsync(RecoverVolumeRequest request)
    {
        await _loaded;
        if (Process.PlanRecovery(request) is not { } planned || request.IsDryRun) return Process.PlanRecovery(request);
        await GuardAsync(() => Process.RunAsync(new VolumeCommand.Recover(request.Seen, request.Shown), Caller.System));
        return planned with { Outcome = "done" };
    }

    private async Task LoadAsync()
    {
        await Store.ReadAsync();
        await _faults.ReachAsync(FaultPoint.VolumeAfterLoad);
        if (State?.Intent is not null) _ = Actor.Start(SettleBehindAsync);
    }

    private async Task SettleBehindAsync()
    {
        try
        {
            await Process.SettleAsync();
        }
        catch (Exception e) when (e is StorageException or StaleStateException or OperationCanceledException)
        {
            IsOver |= e is StaleStateException;
        }
    }

    private async Task<VolumeState?> GuardAsync(Func<Task<VolumeState?>> run)
    {
        try
        {
            return await run();
        }
        catch (StaleStateException)
        {
            IsOver = true;
            throw;
        }
    }
}
