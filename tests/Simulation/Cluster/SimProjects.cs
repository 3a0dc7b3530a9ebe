using System.Collections.Immutable;
using OrleansStorage.Projects;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>A project that takes back what it is given; quota is not simulated.</summary>
internal sealed class SimProjects : IProjectGrain
{
    private static readonly NotSupportedException NotAsked = new("The simulation has no quota.");

    public Task Release(QuotaReservation given) => Task.CompletedTask;

    public Task Reserve(QuotaReservation reservation) => throw NotAsked;

    public Task Commit(Guid holder) => throw NotAsked;

    public Task Cancel(Guid holder) => throw NotAsked;

    public Task SetLimits(ImmutableDictionary<string, long> limits) => throw NotAsked;

    public Task ResetLimits() => throw NotAsked;

    public Task<ImmutableSortedDictionary<string, QuotaLine>> GetState() => throw NotAsked;
}
