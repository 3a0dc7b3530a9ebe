using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Grains.Reconciliation;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation of the backend's reconciler: the product's rounds over the simulated catalog, array and network. When it ends, another begins, as one does by its reminder.</summary>
internal sealed class SimReconciler
{
    private static readonly TimeSpan Reminder = TimeSpan.FromMinutes(1);
    private readonly SimWorld _sim;
    private readonly Actor _actor;
    private readonly ActorClock _clock;
    private readonly BackendLink _link;
    private readonly BackendReconciler _reconciler;

    private SimReconciler(SimWorld sim, string name)
    {
        (_sim, _actor, _clock) = (sim, new Actor(sim.World, name), new ActorClock(sim.World, TimeSpan.Zero));
        _link = new(sim, _clock);
        _reconciler = new(SimWorld.Backend, sim.Catalog, () => _link, (id, hosts) => RestoreAsync(id, hosts), sim.Plan.Mutant == Mutant.OrphanRemovedFromOutside ? RemoveFromOutsideAsync : RemoveOrphanAsync,
            request => AskAsync(request.VolumeId, activation => activation.RecoverAsync(sim.Plan.Mutant == Mutant.RecoveryForgetsHosts ? request with { Shown = [] } : request)), sim.Timeouts, SimWorld.Reconciling, _clock, new SimFaultPoints(sim, _actor, _clock, SimFault.ReconcilerCrash));
    }

    /// <summary>Has one at work until the run ends.</summary>
    public static void Keep(SimWorld sim, int number = 1)
    {
        var reconciler = new SimReconciler(sim, $"reconciler.{number}");
        reconciler.Start();
        Watch();

        void Watch() => sim.World.After(Reminder, () =>
        {
            if (reconciler._actor.IsDead) Keep(sim, number + 1);
            else Watch();
        });
    }

    /// <summary>An operator has a record that is behind brought together with its array: looks first, and then does it until it is done.</summary>
    public static Task RecoverAsync(SimWorld sim)
    {
        var operators = new SimReconciler(sim, "operator");
        return operators._actor.Start(async () =>
        {
            await operators.UntilDoneAsync(isDryRun: true);
            await operators.UntilDoneAsync(isDryRun: false);
        });
    }

    private async Task UntilDoneAsync(bool isDryRun)
    {
        while (true)
        {
            try
            {
                var report = await _reconciler.RecoverAsync(isDryRun);
                if (report.Error is null && (isDryRun || report.Standing.Kind == Backends.RecordStanding.InStep)) return;
            }
            catch (TimeoutException)
            {
                // The backend did not answer.
            }
            await Task.Delay(TimeSpan.FromSeconds(2), _clock);
        }
    }

    private void Start() => _ = _actor.Start(async () =>
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), _clock);
            try
            {
                var report = await _reconciler.LookAsync();
                if (report is not null && _sim.Plan.Mutant == Mutant.ReconcilerRemovesUnmarked) _sim.Array.RemoveForeign();
            }
            catch (TimeoutException)
            {
                // The backend did not answer; the next round asks again.
            }
        }
    });

    /// <summary>Null when it is done, else why not.</summary>
    private async Task<string?> RestoreAsync(VolumeId id, IReadOnlyList<string> hosts)
    {
        try
        {
            return await AskAsync<string?>(id, async activation =>
            {
                await activation.RestoreAsync(hosts);
                return null;
            });
        }
        catch (Exception e) when (e is StorageException or TimeoutException)
        {
            // As the grain does: the next round asks again.
            return e.Message;
        }
    }

    private Task<bool> RemoveOrphanAsync(VolumeId id, string? initiator) => AskAsync(id, activation => activation.RemoveOrphanAsync(initiator));

    /// <summary>For a mutant: reads the volume, and then removes the orphan beside whatever the volume does.</summary>
    private async Task<bool> RemoveFromOutsideAsync(VolumeId id, string? initiator)
    {
        var volume = await AskAsync(id, activation => Task.FromResult(activation.State));
        if (volume is null or { Intent: not null } || volume.Exports.Any(e => e.Connector.Initiator == initiator)) return true;
        await _link.RemoveExport(new()
        {
            Volume = new(id, 1), Connector = new Connector { Host = "", Initiator = initiator }, Fence = new(OperationId.New(), volume.Epoch, _clock.GetUtcNow() + _sim.Timeouts.Export), Project = Caller.System.Project,
        });
        return true;
    }

    /// <summary>A stale activation ends, and the caller is told to come back.</summary>
    private async Task<T> AskAsync<T>(VolumeId id, Func<SimActivation, Task<T>> ask)
    {
        var volume = _sim.Volumes.First(v => v.Id == id);
        try
        {
            return await _sim.Network.CallAsync<T>(() =>
            {
                var activation = volume.Route();
                return (activation.Actor, () => ask(activation));
            }, _clock);
        }
        catch (Exception e) when (e is StaleStateException or OperationCanceledException)
        {
            throw new TimeoutException(e.Message, e);
        }
    }
}
