using OrleansStorage.Domain.Volumes;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>The row of one volume in the database.</summary>
internal sealed class SimRow
{
    public VolumeState? State { get; set; }

    public int Version { get; set; }
}

/// <summary>One activation's way to its row: conditional on the version that it read, slow, and not always answered.</summary>
internal sealed class SimStore(SimWorld sim, SimRow row, Actor owner, ActorClock clock) : IVolumeStore
{
    private VolumeState? _state;
    private int _version;

    public VolumeState? State => _state is { Gone: false } ? _state : null;

    public bool WasRemoved => State is null && _version > 0;

    /// <summary>Whether nobody else wrote since.</summary>
    public bool IsCurrent => _version == row.Version;

    public async Task ReadAsync()
    {
        await sim.StoreTravelAsync(clock);
        (_state, _version) = (row.State is null ? null : Seen(VolumeStateJson.Read(VolumeStateJson.Write(row.State))), row.Version);
    }

    public Task WriteAsync(VolumeState state)
    {
        var before = State;
        var next = sim.Plan.Mutant switch
        {
            Mutant.EpochReused when before?.Intent is { } found && state.Intent is { Repeated: true } again && again.Epoch == found.Epoch + 1 => state with { Intent = again with { Epoch = found.Epoch }, Epoch = found.Epoch },
            Mutant.RepetitionForgotten when state.Intent is { Repeated: true } repeated => state with { Intent = repeated with { Tries = null } },
            _ => state,
        };
        if (sim.Plan.Mutant == Mutant.IntentWriteDropped && next.Intent is { } opened && opened.Epoch != before?.Intent?.Epoch)
        {
            _state = next;
            return Task.CompletedTask;
        }
        return ChangeAsync(next);
    }

    public async Task ConfirmAsync()
    {
        if (sim.Plan.Mutant == Mutant.StaleAnswers) return;
        await sim.StoreTravelAsync(clock);
        if (!IsCurrent) throw Stale("Somebody else wrote.");
    }

    public Task ClearAsync() => ChangeAsync(null);

    private async Task ChangeAsync(VolumeState? next)
    {
        await sim.StoreTravelAsync(clock);
        if (sim.Strikes(SimFault.WriteLost)) throw Stale("The write was lost.");
        if (!IsCurrent && sim.Plan.Mutant != Mutant.ETagIgnored) throw Stale("Somebody else wrote.");
        if (next is not null && row.State is { } last) next = next with { Multiattach = last.Multiattach };
        if (next is not null) sim.Recorder.Commit(next, row.State, owner.Name);
        row.State = next;
        var version = ++row.Version;
        if (sim.Strikes(SimFault.WriteUnanswered)) throw Stale("The answer to the write was lost.");
        await sim.StoreTravelAsync(clock);
        (_state, _version) = (next is null ? null : Seen(next), version);
    }

    private VolumeState Seen(VolumeState state) => sim.Plan.Mutant == Mutant.SharedByEverybody ? state with { Multiattach = true } : state;

    private static StaleStateException Stale(string why) => new(new InvalidOperationException(why));
}
