using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Backups;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backups;

/// <summary>The backups that were asked for while there is no backup service. The wire contract's §22.</summary>
[GrainType("backups")]
public sealed class BackupsGrain([PersistentState("backups")] IPersistentState<BackupsState> state, TimeProvider time, IFaultPoints faults) : Grain, IBackupsGrain
{
    private BackupsState Kept => state.ReadFor(this);

    /// <inheritdoc/>
    public Task Add(BackupRecord backup) => Kept.Backups.Any(b => b.Id == backup.Id) ? Task.CompletedTask : WriteAsync(Kept.Backups.Add(backup));

    /// <inheritdoc/>
    public async Task<BackupRecord> Update(BackupId id, string? name, string? description, ImmutableSortedDictionary<string, string>? metadata)
    {
        var before = Kept.Backups.FirstOrDefault(b => b.Id == id) ?? throw StorageError.NotFound($"Backup {id} could not be found.").ToException();
        var after = before with { Name = name ?? before.Name, Description = description ?? before.Description, Metadata = metadata ?? before.Metadata, UpdatedAt = time.GetUtcNow() };
        await WriteAsync(Kept.Backups.Replace(before, after));
        return after;
    }

    /// <inheritdoc/>
    public Task<BackupUse> GetUse(ProjectId project)
    {
        var owned = Kept.Backups.Where(b => b.ProjectId == project).ToList();
        return Task.FromResult(new BackupUse(owned.Count, owned.Sum(b => (long)b.SizeGiB)));
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<BackupRecord>> GetState() => Task.FromResult(Kept.Backups);

    private Task WriteAsync(ImmutableArray<BackupRecord> backups) => state.WriteAsync(this, Kept.Backups, backups, (kept, now) => kept.Backups = now, faults);
}
