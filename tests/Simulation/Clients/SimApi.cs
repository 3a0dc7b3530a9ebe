using OrleansStorage.Api.Projects;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Faults;
using OrleansStorage.Projects;
using OrleansStorage.Simulation.Cluster;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Clients;

/// <summary>What the API does of a client's call: quota is held, by the product's own class, for growth and snapshots, as much as the volume's size asks for that was read before.</summary>
internal sealed class SimApi(SimWorld sim, Actor client, ActorClock clock)
{
    private readonly QuotaHold _quota = new(OneGrain.Factory(new ProjectLink(sim, clock)), new SimApiFaults(sim, client, clock));

    /// <summary>Serves a command.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="readSizeGiB">Reads the volume's size; null when there is no such volume.</param>
    /// <param name="run">Asks the volume.</param>
    public async Task<VolumeState?> RunAsync(VolumeCommand command, Func<Task<int?>> readSizeGiB, Func<VolumeCommand, Task<VolumeState?>> run)
    {
        if (command is not (VolumeCommand.Extend or VolumeCommand.CreateSnapshot) || await readSizeGiB() is not { } sizeGiB) return await run(command);
        return command switch
        {
            VolumeCommand.Extend extend when extend.NewSizeGiB > sizeGiB =>
                await _quota.HoldAsync(sim.Caller.Project, new(Guid.NewGuid(), default, "", 0, 0, extend.NewSizeGiB - sizeGiB, extend.NewSizeGiB), () => run(extend)),
            VolumeCommand.CreateSnapshot create =>
                await _quota.HoldAsync(sim.Caller.Project, new(create.Request.Id.Value, default, "", 0, 1, sizeGiB, 0), () => run(create with { Request = create.Request with { PromisedGiB = Promised(sizeGiB) } })),
            _ => await run(command),
        };
    }

    private int? Promised(int sizeGiB) => sim.Plan.Mutant == Mutant.SnapshotOfAnySize ? null : sizeGiB;

    /// <summary>An API that dies holding quota: its client hears nothing, and nobody goes on.</summary>
    private sealed class SimApiFaults(SimWorld sim, Actor client, ActorClock clock) : IFaultPoints
    {
        public async ValueTask ReachAsync(FaultPoint point)
        {
            if (sim.Strikes(SimFault.ApiCrash))
            {
                sim.Recorder.Note($"the API dies at {WireName<FaultPoint>.Of(point)} of {client.Name}'s call");
                throw new TimeoutException("The API is gone.");
            }
            if (sim.Strikes(SimFault.Pause)) await Task.Delay(sim.World.Chance.Ms(500, 25_000), clock);
        }
    }
}
