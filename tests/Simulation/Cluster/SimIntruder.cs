using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Clients;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>Another installation's backend that was configured with this array: it makes a volume of its own there, and removes exports that it does not know.</summary>
internal sealed class SimIntruder
{
    private readonly SimWorld _sim;
    private readonly SimBackend _backend;
    private readonly VolumeId _own = new(new Guid(99, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]));

    private SimIntruder(SimWorld sim)
    {
        _sim = sim;
        _backend = new(sim, "intruder", new InstallationId(new Guid(2, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2])));
    }

    /// <summary>Has one at work now and then while faults are on.</summary>
    public static void ComeLater(SimWorld sim)
    {
        var intruder = new SimIntruder(sim);
        Come();

        void Come() => sim.World.After(sim.World.Chance.Ms(1_000, 20_000), () =>
        {
            if (!sim.AreFaultsOn || intruder._backend.Actor.IsDead) return;
            _ = intruder._backend.Actor.Start(intruder.WorkAsync);
            Come();
        });
    }

    private async Task WorkAsync()
    {
        await _backend.Standing.LookAsync();
        var (victim, host) = (_sim.World.Chance.Of(_sim.Volumes).Id, CallDraw.InitiatorOf(_sim.World.Chance.Of(CallDraw.Hosts)));
        await _backend.Process.CreateVolumeAsync(new() { Volume = new(_own, 1), Fence = Fence(_own), Project = Caller.System.Project });
        await _backend.Process.RemoveExportAsync(new() { Volume = new(victim, 0), Connector = new Connector { Host = "", Initiator = host }, Fence = Fence(victim), Project = Caller.System.Project });
    }

    /// <summary>As an installation does that has no record of the volume.</summary>
    private ArrayFence Fence(VolumeId volume) => new(OperationId.New(), (_backend.Standing.SeenOf(volume)?.Epoch ?? 0) + 1, World.Beginning + _sim.World.Now + _sim.Timeouts.Export);
}
