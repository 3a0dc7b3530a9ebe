using OrleansStorage.Faults;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>What becomes of one activation at its fault points: mostly nothing, else its end or a pause, as the seed has it.</summary>
internal sealed class SimFaultPoints(SimWorld sim, Actor owner, ActorClock clock, SimFault crash) : IFaultPoints
{
    public ValueTask ReachAsync(FaultPoint point)
    {
        if (sim.Strikes(crash))
        {
            sim.Recorder.Note($"{owner.Name} dies at {WireName<FaultPoint>.Of(point)}");
            owner.Kill();
            return new(new TaskCompletionSource().Task);
        }
        // The record of a turn ends with its answer: a slot that is given back later would look like others going before.
        if (point == FaultPoint.BackendBeforeRelease || !sim.Strikes(SimFault.Pause)) return ValueTask.CompletedTask;
        sim.Recorder.Note($"{owner.Name} stands still at {WireName<FaultPoint>.Of(point)}");
        return new(Task.Delay(sim.World.Chance.Ms(500, 25_000), clock));
    }
}
