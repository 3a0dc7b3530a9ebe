using OrleansStorage.Ids;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One volume: its row, and the activations that messages may be brought to.</summary>
internal sealed class SimVolume(SimWorld sim, int number, bool multiattach)
{
    private readonly List<SimActivation> _activations = [];
    private int _named;

    public VolumeId Id { get; } = new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    public bool Multiattach { get; } = multiattach;

    public SimRow Row { get; } = new();

    /// <summary>Puts the record back to what it was. The activations end with their silos, or go on with what they remember, as they do when the database's address leads to a replica that lagged.</summary>
    public void Restore(Domain.Volumes.VolumeState? state, bool endActivations)
    {
        if (endActivations) _activations.ForEach(a => a.Actor.Kill());
        (Row.State, Row.Version, Row.WrittenAt, Row.DeadlineAhead) = (state, Row.Version + 1, sim.World.Now, TimeSpan.Zero);
    }

    /// <summary>The activation that a message is brought to: mostly the only one; in a bad moment any of several.</summary>
    public SimActivation Route()
    {
        _activations.RemoveAll(a => a.IsOver || a.Actor.IsDead);
        if (!sim.AreFaultsOn && _activations.Count > 1) _activations.RemoveRange(0, _activations.Count - 1);
        if (_activations.Count == 0 || (_activations.Count < 4 && sim.Strikes(SimFault.VolumeTwice)))
        {
            if (_activations.Count > 0) sim.Recorder.Note($"volume-{number} is activated beside {_activations[^1].Actor.Name}");
            _activations.Add(new(sim, Id, Row, $"volume-{number}.{++_named}"));
        }
        return _activations.Count == 1 ? _activations[0] : sim.World.Chance.Of(_activations);
    }
}
