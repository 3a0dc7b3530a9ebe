using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Histories;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Clients;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Recording;

namespace OrleansStorage.Simulation;

/// <summary>
/// What comes after the database was put back: a copy is taken at some moment of the run; when all is at rest it takes the database's place, clients go on with it, an operator has both brought together, and clients
/// go on again. Written down as a history of its own, for the one before has ended.
/// </summary>
internal sealed class Aftermath
{
    private static readonly TimeSpan LongestWork = TimeSpan.FromHours(4);
    private readonly SimWorld _sim;
    private ImmutableDictionary<VolumeId, VolumeState?> _volumes = ImmutableDictionary<VolumeId, VolumeState?>.Empty;
    private SimWorld.BackendRecord? _backend;

    public Aftermath(SimWorld sim)
    {
        _sim = sim;
        CopyLater();
    }

    /// <summary>Plays it; null when no copy was taken.</summary>
    public History? Play()
    {
        if (_backend is null) return null;
        _sim.Recorder = new HistoryRecorder(_sim.World, _sim.Plan);
        Restore(_backend);
        Work();
        var recovered = SimReconciler.RecoverAsync(_sim);
        _sim.World.RunUntil(() => recovered.IsCompleted, _sim.World.Now + LongestWork);
        if (recovered.IsFaulted) recovered.GetAwaiter().GetResult();
        Work();
        return _sim.Recorder.Build(_sim.Plan + ", after the record was restored");
    }

    private void CopyLater() => _sim.World.After(_sim.World.Chance.Ms(500, 30_000), () =>
    {
        if (!_sim.AreFaultsOn && _backend is not null) return;
        (_volumes, _backend) = (_sim.Volumes.ToImmutableDictionary(v => v.Id, v => v.Row.State), _sim.Record);
        if (_sim.AreFaultsOn && _sim.World.Chance.OneIn(2)) CopyLater();
    });

    private void Restore(SimWorld.BackendRecord backend)
    {
        var silosEnd = _sim.World.Chance.OneIn(2);
        _sim.Record = backend;
        _sim.Restores++;
        foreach (var volume in _sim.Volumes)
        {
            var state = _volumes[volume.Id];
            volume.Restore(state, silosEnd);
            if (state is not null) _sim.Recorder.Became(RecordEventKind.Restored, state, _sim.Array.Seen.FirstOrDefault(s => s.VolumeId == volume.Id), _sim.Array.List());
        }
        if (silosEnd) _sim.CurrentBackend.Actor.Kill();
    }

    private void Work()
    {
        _sim.AreFaultsOn = true;
        var clients = _sim.Plan.Clients.Select(n => new SimClient(_sim, n, _sim.Plan.CallsAfterRestore)).ToList();
        _sim.World.RunUntil(() => clients.TrueForAll(c => c.Work.IsCompleted), _sim.World.Now + LongestWork);
        foreach (var client in clients.Where(c => c.Work.IsFaulted)) client.Work.GetAwaiter().GetResult();
        _sim.AreFaultsOn = false;
    }
}
