using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Ids;

namespace OrleansStorage.Backups;

/// <summary>The backups that were asked for, of every project; one grain (<see cref="Key"/>): quotas keep them few, and nothing is done with them while there is no backup service.</summary>
[Alias("OrleansStorage.IBackupsGrain")]
public interface IBackupsGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    public const string Key = "all";

    /// <summary>Records a backup; again with the same id changes nothing.</summary>
    [Alias("Add")]
    Task Add(BackupRecord backup);

    /// <summary>Changes name, description or metadata; null stays.</summary>
    /// <exception cref="Errors.StorageException">There is none of this id.</exception>
    [Alias("Update")]
    Task<BackupRecord> Update(BackupId id, string? name, string? description, ImmutableSortedDictionary<string, string>? metadata);

    /// <summary>What a project uses.</summary>
    [Alias("GetUse"), ReadOnly, AlwaysInterleave]
    Task<BackupUse> GetUse(ProjectId project);

    /// <summary>All of them, oldest first. Also what the dashboard shows.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<ImmutableArray<BackupRecord>> GetState();
}
