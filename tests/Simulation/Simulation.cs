using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Grains.Reconciliation;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Clients;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Engine;
using OrleansStorage.Volumes;

namespace OrleansStorage.Simulation;

/// <summary>One run: volumes are made, clients work while things go wrong, then nothing goes wrong any more and the system must come to rest in bounded time.</summary>
internal sealed class Simulation
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromHours(4);
    // A deadline (30 s at most), the longest pause between tries (30 s) and one reconcile period (60 s), twice: an operation that a late failure opens again must fit as well.
    private static readonly TimeSpan LongestQuiesce = TimeSpan.FromMinutes(4);
    private readonly SimWorld _sim;

    private Simulation(SimPlan plan) => _sim = new(plan);

    public static RunResult Run(SimPlan plan)
    {
        var simulation = new Simulation(plan);
        var context = SynchronizationContext.Current;
        // An await would go on where this context says, and not in its party's turns.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            simulation.Play();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
        return new(plan, simulation._sim.Recorder.Build(plan.ToString()), simulation._sim.Recorder.Notes, simulation._sim.Recorder.Calls, simulation._sim.World.Turns);
    }

    private void Play()
    {
        var world = _sim.World;
        var made = Task.WhenAll(_sim.Volumes.Select(v => SimClient.CreateAsync(_sim, v)).ToList());
        world.RunUntil(() => made.IsCompleted, LongestWork);
        if (_sim.Plan.Mutant != Mutant.NoReconciler) StartReconciler();
        _sim.AreFaultsOn = true;
        if ((_sim.Plan.Faults & SimFault.ArrayRestart) != 0) RestartArrayLater();
        var clients = _sim.Plan.Clients.Select(n => new SimClient(_sim, n)).ToList();
        world.RunUntil(() => clients.TrueForAll(c => c.Work.IsCompleted), world.Now + LongestWork);
        foreach (var client in clients.Where(c => c.Work.IsFaulted)) client.Work.GetAwaiter().GetResult();
        _sim.AreFaultsOn = false;
        world.RunUntil(IsAtRest, world.Now + LongestQuiesce);
        _sim.Recorder.Quiesce(Snapshot);
    }

    private bool IsAtRest()
    {
        foreach (var volume in _sim.Volumes)
        {
            if (volume.Row.State is not { } state) continue;
            if (state.Intent is not null) return false;
            foreach (var export in state.Exports)
            {
                if (export.Phase != ExportPhase.Exported || !_sim.Array.Shows(state.Id, export.Connector.Initiator!)) return false;
            }
        }
        return true;
    }

    private QuiesceSnapshot Snapshot(long at)
    {
        var states = _sim.Volumes.Select(v => v.Row.State).OfType<Domain.Volumes.VolumeState>().ToList();
        return new()
        {
            At = at,
            Recorded = [.. states.SelectMany(s => s.Exports.Select(e => new QuiescedExport(s.Id, e.Connector.Initiator, e.Location?.TargetName, e.Location?.Lun, e.Host, e.Phase)))],
            OnArray = [.. _sim.Array.List().Select(e => new QuiescedExport(e.VolumeId, e.Initiator, e.Location.TargetName, e.Location.Lun, IsOurs: e.IsOurs))],
            Attachments =
            [
                .. states.SelectMany(s => s.Attachments.Select(a => new QuiescedAttachment(s.Id, a.Id, a.Status, a.Host))),
                .. states.SelectMany(s => s.Exports.Where(e => e.Owners.Any(o => o.IsClaim)).Select(e => new QuiescedAttachment(s.Id, null, AttachStatus.Attached, e.Host))),
            ],
            OpenIntents = [.. states.Where(s => s.Intent is not null).Select(s => s.Id)],
        };
    }

    private void StartReconciler()
    {
        var actor = new Actor(_sim.World, "reconciler");
        var clock = new ActorClock(_sim.World, TimeSpan.Zero);
        var link = new BackendLink(_sim, clock);
        var reconciler = new BackendReconciler(SimWorld.Backend, _sim.Catalog, () => link, (id, hosts) => RestoreAsync(id, hosts, clock), id => ReadAsync(id, clock), _sim.Timeouts, SimWorld.Reconciling, clock);
        _ = actor.Start(async () =>
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(2), clock);
                try
                {
                    var report = await reconciler.LookAsync();
                    if (report is not null && _sim.Plan.Mutant == Mutant.ReconcilerRemovesUnmarked) _sim.Array.RemoveForeign();
                }
                catch (TimeoutException)
                {
                    // The backend did not answer; the next round asks again.
                }
            }
        });
    }

    private Task<VolumeDescription?> ReadAsync(VolumeId id, ActorClock clock) => _sim.Network.CallAsync<VolumeDescription?>(() =>
    {
        var activation = _sim.Volumes.First(v => v.Id == id).Route();
        return (activation.Actor, () => Task.FromResult(activation.State?.Describe()));
    }, clock);

    /// <summary>Null when it is done, else why not.</summary>
    private async Task<string?> RestoreAsync(VolumeId id, IReadOnlyList<string> hosts, ActorClock clock)
    {
        var volume = _sim.Volumes.First(v => v.Id == id);
        try
        {
            await _sim.Network.CallAsync<bool>(() =>
            {
                var activation = volume.Route();
                return (activation.Actor, async () =>
                {
                    await activation.RestoreAsync(hosts);
                    return true;
                });
            }, clock);
            return null;
        }
        catch (Exception e) when (e is StorageException or TimeoutException or Grains.Volumes.StaleStateException or OperationCanceledException)
        {
            // As the grain does: the next round asks again.
            return e.Message;
        }
    }

    private void RestartArrayLater() => _sim.World.After(_sim.World.Chance.Ms(1_000, 60_000), () =>
    {
        if (!_sim.AreFaultsOn) return;
        _sim.Array.Restart();
        RestartArrayLater();
    });
}
