using System.Collections.Immutable;
using Orleans.Concurrency;

namespace OrleansStorage.Projects;

/// <summary>
/// One project's quotas; its key is the <see cref="Ids.ProjectId"/>. What is used is what the catalog holds plus the promises to requests under way. A volume enters the catalog in the transaction that records
/// it, and a promise is on record before it is given, so a crash at any point loses neither: limits hold, and what was promised to a request that died ends by itself.
/// </summary>
[Alias("OrleansStorage.IProjectGrain")]
public interface IProjectGrain : IGrainWithStringKey
{
    /// <summary>Promises quota to a request. Follow it by <see cref="Commit"/> or <see cref="Cancel"/>; a promise that is forgotten ends by itself.</summary>
    /// <exception cref="Errors.StorageException">A quota would be overrun; the message is Cinder's.</exception>
    [Alias("Reserve")]
    Task Reserve(QuotaReservation reservation);

    /// <summary>The holder is on record: its promise becomes use.</summary>
    [Alias("Commit")]
    Task Commit(Guid holder);

    /// <summary>The holder was not made: its promise is void.</summary>
    [Alias("Cancel")]
    Task Cancel(Guid holder);

    /// <summary>A holder is gone, or was given back a part (a growth that failed): what is used is counted again when it matters.</summary>
    [Alias("Release")]
    Task Release(QuotaReservation given);

    /// <summary>Changes limits; -1 for no limit. Keys must be known.</summary>
    /// <exception cref="Errors.StorageException">A limit is below what is in use.</exception>
    [Alias("SetLimits")]
    Task SetLimits(ImmutableDictionary<string, long> limits);

    /// <summary>Every limit back to its default.</summary>
    [Alias("ResetLimits")]
    Task ResetLimits();

    /// <summary>Every quota by name, those of every type included. Also what the dashboard shows.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<ImmutableSortedDictionary<string, QuotaLine>> GetState();
}
