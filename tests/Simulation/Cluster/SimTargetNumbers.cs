using OrleansStorage.Grains.Backends;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation's way to what is on record of the target numbers. A write that fails ends the activation, as it does the grain's.</summary>
internal sealed class SimTargetNumbers(SimWorld sim, Actor owner, ActorClock clock) : ITargetNumbers
{
    // As the grain's: what is remembered is ahead of the record while the record is written.
    public int Below { get; private set; } = sim.TargetNumbersBelow;

    public async Task ReserveAsync(int below)
    {
        Below = below;
        await sim.StoreTravelAsync(clock);
        if (sim.Plan.Mutant == Mutant.NumbersNotWritten) return;
        if (sim.Strikes(SimFault.WriteLost)) await EndAsync();
        sim.TargetNumbersBelow = below;
        if (sim.Strikes(SimFault.WriteUnanswered)) await EndAsync();
        await sim.StoreTravelAsync(clock);
    }

    private Task EndAsync()
    {
        sim.Recorder.Note($"{owner.Name} could not write its target numbers");
        owner.Kill();
        return new TaskCompletionSource().Task;
    }
}
