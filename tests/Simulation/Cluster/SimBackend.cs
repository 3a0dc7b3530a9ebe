using OrleansStorage.Grains.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Array;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation of the backend: the product's process over the simulated driver.</summary>
internal sealed class SimBackend
{
    public SimBackend(SimWorld sim, string name) : this(sim, name, SimWorld.Installation)
    {
    }

    public SimBackend(SimWorld sim, string name, InstallationId installation)
    {
        Actor = new(sim.World, name) { ClockOffset = sim.AnyClockOffset() };
        var clock = new ActorClock(sim.World, Actor.ClockOffset);
        Driver = new(sim, Actor, installation);
        var record = new SimBackendRecord(sim, Actor, clock);
        Standing = new(SimWorld.Backend, Driver, record, record, installation, clock);
        Process = new(SimWorld.Backend, Driver, record, sim.Sealer, sim.Timeouts, clock, new SimFaultPoints(sim, Actor, clock, SimFault.BackendCrash), sim.LunCoolDown, standing: Standing) { LimitGiB = 1_000_000 };
        Process.Adopt([], sim.Catalog.Exports());
    }

    public Actor Actor { get; }

    public SimDriver Driver { get; }

    public BackendProcess Process { get; }

    public ArrayStanding Standing { get; }
}
