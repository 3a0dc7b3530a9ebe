using OrleansStorage.Grains.Backends;
using OrleansStorage.Simulation.Array;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation of the backend: the product's process over the simulated driver.</summary>
internal sealed class SimBackend
{
    public SimBackend(SimWorld sim, string name)
    {
        Actor = new(sim.World, name) { ClockOffset = sim.AnyClockOffset() };
        var clock = new ActorClock(sim.World, Actor.ClockOffset);
        Driver = new(sim, Actor);
        Process = new(SimWorld.Backend, Driver, new SimTargetNumbers(sim, Actor, clock), sim.Sealer, sim.Timeouts, clock, new SimFaultPoints(sim, Actor, clock, SimFault.BackendCrash), sim.LunCoolDown) { LimitGiB = 1_000_000 };
        Process.Adopt([], sim.Catalog.Exports());
    }

    public Actor Actor { get; }

    public SimDriver Driver { get; }

    public BackendProcess Process { get; }
}
