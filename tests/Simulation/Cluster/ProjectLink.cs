using System.Collections.Immutable;
using OrleansStorage.Grains.Projects;
using OrleansStorage.Projects;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>A caller's way to the project grain: messages that take their time and get lost. A lost one ends as a time-out of the caller.</summary>
internal sealed class ProjectLink(SimWorld sim, ActorClock clock) : IProjectGrain
{
    public Task Reserve(QuotaReservation reservation) => AskAsync(p => p.ReserveAsync(reservation));

    public Task Commit(Guid holder) => AskAsync(p => Done(() => p.Commit(holder)));

    public Task Cancel(Guid holder) => AskAsync(p => Done(() => p.Cancel(holder)));

    public Task Release(QuotaReservation given) => AskAsync(p => Done(p.Release));

    public Task SetLimits(ImmutableDictionary<string, long> limits) => throw new NotSupportedException("The simulation changes no limits.");

    public Task ResetLimits() => throw new NotSupportedException("The simulation changes no limits.");

    public Task<ImmutableSortedDictionary<string, QuotaLine>> GetState() => throw new NotSupportedException("The simulation shows no limits.");

    private static Task Done(Action action)
    {
        action();
        return Task.CompletedTask;
    }

    private Task<bool> AskAsync(Func<ProjectProcess, Task> ask) => sim.Network.CallAsync<bool>(() =>
    {
        var project = sim.Projects.Route();
        return (project.Actor, () => project.ServeAsync(async p =>
        {
            await ask(p);
            return true;
        }));
    }, clock);
}
