using OrleansStorage.Backends;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Simulation.Clients;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Volumes;

namespace OrleansStorage.Simulation;

/// <summary>One run: volumes are made, clients work while things go wrong, then nothing goes wrong any more and the system must come to rest in bounded time.</summary>
internal sealed class Simulation
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromHours(4);
    // A deadline (30 s at most), the longest pause between tries (30 s) and one reconcile period (60 s), twice: an operation that a late failure opens again must fit as well.
    // And a promise of quota that nobody keeps (3 min) with the count that forgets it (1 min).
    private static readonly TimeSpan LongestQuiesce = TimeSpan.FromMinutes(8);
    private readonly SimWorld _sim;
    private Aftermath? _after;
    private RunResult? _result;

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
            simulation.End();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
        return simulation._result!;
    }

    /// <summary>The run as it is at rest, and what comes after it when the database is put back.</summary>
    private void End()
    {
        var (recorder, turns) = (_sim.Recorder, _sim.World.Turns);
        _result = new(_sim.Plan, recorder.Build(_sim.Plan.ToString()), recorder.Notes, recorder.Calls, turns) { After = _after?.Play() };
    }

    private void Play()
    {
        var world = _sim.World;
        var made = Task.WhenAll(_sim.Volumes.Select(v => SimClient.CreateAsync(_sim, v)).ToList());
        world.RunUntil(() => made.IsCompleted, LongestWork);
        if (_sim.Plan.Mutant != Mutant.NoReconciler) SimReconciler.Keep(_sim);
        _sim.AreFaultsOn = true;
        if ((_sim.Plan.Faults & SimFault.ArrayRestart) != 0) RestartArrayLater();
        if ((_sim.Plan.Faults & SimFault.Leftover) != 0) LeaveExportLater();
        if ((_sim.Plan.Faults & SimFault.SecondInstallation) != 0) SimIntruder.ComeLater(_sim);
        if ((_sim.Plan.Faults & SimFault.RecordRestored) != 0) _after = new(_sim);
        var clients = _sim.Plan.Clients.Select(n => new SimClient(_sim, n)).ToList();
        world.RunUntil(() => clients.TrueForAll(c => c.Work.IsCompleted), world.Now + LongestWork);
        foreach (var client in clients.Where(c => c.Work.IsFaulted)) client.Work.GetAwaiter().GetResult();
        _sim.AreFaultsOn = false;
        world.RunUntil(IsAtRest, world.Now + LongestQuiesce);
        _sim.Recorder.Quiesce(Snapshot);
    }

    private bool IsAtRest()
    {
        if (_sim.CurrentBackend.Process.Breaker == BreakerState.Open) return false;
        foreach (var volume in _sim.Volumes)
        {
            if (volume.Row.State is not { } state) continue;
            if (state.Intent is not null) return false;
            foreach (var export in state.Exports)
            {
                if (export.Phase != ExportPhase.Exported || !_sim.Array.Shows(state.Id, export.Connector.Initiator!)) return false;
            }
        }
        if (_sim.Projects.Quotas().Any(q => q.InUse != q.Recorded || q.Reserved != 0)) return false;
        return _sim.Array.List().All(e => !e.IsOurs || _sim.Volumes.Any(v => v.Id == e.VolumeId && v.Row.State?.Exports.Any(r => r.Connector.Initiator == e.Initiator) == true));
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
            OpenBreakers = _sim.CurrentBackend.Process.Breaker == BreakerState.Open ? [SimWorld.Backend.Value] : [],
            Quotas = _sim.Projects.Quotas(),
            OpenIntents = [.. states.Where(s => s.Intent is not null).Select(s => s.Id)],
        };
    }

    private void RestartArrayLater() => _sim.World.After(_sim.World.Chance.Ms(1_000, 60_000), () =>
    {
        if (!_sim.AreFaultsOn) return;
        _sim.Array.Restart();
        RestartArrayLater();
    });

    /// <summary>An export without record appears, as after an operator's own command or a database that was restored.</summary>
    private void LeaveExportLater() => _sim.World.After(_sim.World.Chance.Ms(1_000, 60_000), () =>
    {
        if (!_sim.AreFaultsOn) return;
        var (volume, initiator) = (_sim.World.Chance.Of(_sim.Volumes), CallDraw.InitiatorOf(_sim.World.Chance.Of(CallDraw.Hosts)));
        if (volume.Row.State?.Exports.All(e => e.Connector.Initiator != initiator) == true) _sim.Array.Leave(volume.Id, initiator);
        LeaveExportLater();
    });
}
