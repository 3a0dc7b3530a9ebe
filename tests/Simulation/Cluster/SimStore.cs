using OrleansStorage.Domain.Volumes;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>The row of one volume in the database.</summary>
internal sealed class SimRow
{
    public VolumeState? State { get; set; }

    public int Version { get; set; }

    /// <summary>When it was written, in the world's time.</summary>
    public TimeSpan WrittenAt { get; set; }

    /// <summary>By how much the deadline that the row has of the open intent is wrong.</summary>
    public TimeSpan DeadlineAhead { get; set; }

    /// <summary>The state as whoever reads the row finds it.</summary>
    public VolumeState? Read => State is { Intent: { } intent } state ? state with { Intent = intent with { NotAfter = intent.NotAfter + DeadlineAhead } } : State;

    /// <summary>A written state as it is meant: an intent that was there before keeps the deadline that it had.</summary>
    public VolumeState? Meant(VolumeState? next) =>
        next?.Intent is { } intent && State?.Intent is { } before && before.Epoch == intent.Epoch && intent.NotAfter == before.NotAfter + DeadlineAhead ? next with { Intent = intent with { NotAfter = before.NotAfter } } : next;
}

/// <summary>One activation's way to its row: conditional on the version that it read, slow, and not always answered.</summary>
internal sealed class SimStore(SimWorld sim, SimRow row, Actor owner, ActorClock clock) : IVolumeStore
{
    private static readonly string RecoverName = new VolumeCommand.Recover(default, []).Name;
    private VolumeState? _state;
    private int _version;

    public VolumeState? State => _state is { Gone: false } ? _state : null;

    public bool WasRemoved => State is null && _version > 0;

    /// <summary>Whether nobody else wrote since.</summary>
    public bool IsCurrent => _version == row.Version;

    public async Task ReadAsync()
    {
        await sim.StoreTravelAsync(clock);
        (_state, _version) = (row.Read is not { } read ? null : Seen(VolumeStateJson.Read(VolumeStateJson.Write(read))), row.Version);
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

    /// <summary>One database says so, the other does not.</summary>
    public Task<TimeSpan?> GetAgeAsync() => Task.FromResult<TimeSpan?>(sim.Plan.SharedTarget ? sim.World.Now - row.WrittenAt : null);

    public Task ClearAsync() => ChangeAsync(null);

    private async Task ChangeAsync(VolumeState? next)
    {
        await sim.StoreTravelAsync(clock);
        if (sim.Strikes(SimFault.WriteLost)) throw Stale("The write was lost.");
        if (!IsCurrent && sim.Plan.Mutant != Mutant.ETagIgnored) throw Stale("Somebody else wrote.");
        if (next is not null && row.State is { } last) next = next with { Multiattach = last.Multiattach };
        var meant = row.Meant(next);
        if (meant is not null) sim.Recorder.Commit(meant, row.State, owner.Name);
        if (meant?.Intent?.Epoch != row.State?.Intent?.Epoch) row.DeadlineAhead = sim.AnyDeadlineAhead();
        if (meant?.Ended.Any(e => e.Kind == RecoverName) == true) sim.Recorder.Became(RecordEventKind.Recovered, meant, sim.Array.Seen.FirstOrDefault(s => s.VolumeId == meant.Id), sim.Array.List());
        (row.State, row.WrittenAt) = (meant, sim.World.Now);
        var version = ++row.Version;
        if (sim.Strikes(SimFault.WriteUnanswered)) throw Stale("The answer to the write was lost.");
        await sim.StoreTravelAsync(clock);
        (_state, _version) = (next is null ? null : Seen(next), version);
    }

    private VolumeState Seen(VolumeState state) => sim.Plan.Mutant == Mutant.SharedByEverybody ? state with { Multiattach = true } : state;

    private static StaleStateException Stale(string why) => new(new InvalidOperationException(why));
}
