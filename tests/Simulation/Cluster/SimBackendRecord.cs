using OrleansStorage.Grains.Backends;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation's way to what is on record of the backend: target numbers and the generation. A write that fails ends the activation, as it does the grain's.</summary>
internal sealed class SimBackendRecord(SimWorld sim, Actor owner, ActorClock clock) : ITargetNumbers, IGenerations
{
    private int _restores = sim.Restores;

    // As the grain's: what is remembered is ahead of the record while the record is written.
    public int Below { get; private set; } = sim.Record.TargetNumbersBelow;

    public long Generation { get; private set; } = sim.Record.Generation;

    public bool IsStale { get; private set; }

    public async Task ReserveAsync(int below)
    {
        Below = below;
        if (sim.Plan.Mutant == Mutant.NumbersNotWritten) await sim.StoreTravelAsync(clock);
        else await WriteAsync(record => record with { TargetNumbersBelow = below });
    }

    public async Task RaiseGenerationAsync(long generation)
    {
        await sim.StoreTravelAsync(clock);
        IsStale = true;
        if (sim.Strikes(SimFault.WriteLost) || _restores != sim.Restores) throw new TimeoutException("The record was not written.");
        sim.Record = sim.Record with { Generation = generation };
        if (sim.Strikes(SimFault.WriteUnanswered)) throw new TimeoutException("The record did not answer.");
        (Generation, IsStale) = (generation, false);
    }

    public async Task ReloadAsync()
    {
        await sim.StoreTravelAsync(clock);
        (Generation, _restores, IsStale) = (sim.Record.Generation, sim.Restores, false);
    }

    private async Task WriteAsync(Func<SimWorld.BackendRecord, SimWorld.BackendRecord> change)
    {
        await sim.StoreTravelAsync(clock);
        // A record that was put back since has another version than the one that was read.
        if (sim.Strikes(SimFault.WriteLost) || _restores != sim.Restores) await EndAsync();
        sim.Record = change(sim.Record);
        if (sim.Strikes(SimFault.WriteUnanswered)) await EndAsync();
        await sim.StoreTravelAsync(clock);
    }

    private Task EndAsync()
    {
        sim.Recorder.Note($"{owner.Name} could not write its record");
        owner.Kill();
        return new TaskCompletionSource().Task;
    }
}
