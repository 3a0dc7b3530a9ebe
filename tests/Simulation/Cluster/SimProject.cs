using OrleansStorage.Backups;
using OrleansStorage.Grains.Projects;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>One activation of the project: the product's process over a simulated row and the catalog.</summary>
internal sealed class SimProject
{
    private readonly Task _loaded;

    public SimProject(SimWorld sim, SimProjectRow row, string name)
    {
        Actor = new(sim.World, name) { ClockOffset = sim.AnyClockOffset() };
        var clock = new ActorClock(sim.World, Actor.ClockOffset);
        var state = new SimProjectState(sim, row, clock);
        Process = new(sim.Caller.Project, state, sim.Catalog, () => Task.FromResult(default(BackupUse)), () => Task.FromResult(NoDefaults), clock, new SimFaultPoints(sim, Actor, clock, SimFault.ProjectCrash));
        _loaded = Actor.Start(async () =>
        {
            await state.ReadStateAsync();
            await Process.LoadAsync(CancellationToken.None);
            _ = Actor.Start(() => CountAsync(clock));
        });
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, long> NoDefaults => System.Collections.Immutable.ImmutableDictionary<string, long>.Empty;

    public Actor Actor { get; }

    public ProjectProcess Process { get; }

    public async Task<T> ServeAsync<T>(Func<ProjectProcess, Task<T>> ask)
    {
        await _loaded;
        return await ask(Process);
    }

    private async Task CountAsync(ActorClock clock)
    {
        while (!Process.IsOver)
        {
            await Task.Delay(ProjectProcess.CountPeriod, clock);
            await Process.CountAsync(CancellationToken.None);
        }
    }
}
