using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// What a round does for groups, whichever backend's it is. Groups that owe something go on when they are awake, so one whose silo was lost is woken. A step that a group had given up waiting for may be carried out
/// when the group or the group snapshot is no more: its volume leaves the group, and its snapshot is removed, for no user could ask for either. All of it may be asked again, and by several reconcilers at a time.
/// One that cannot be looked after now is met again by the next round, and keeps no other waiting.
/// </summary>
internal sealed partial class GroupWatch(BackendId backend, ICatalog catalog, IGrainFactory grains, ILogger logger)
{
    /// <summary>One round.</summary>
    public async Task LookAsync()
    {
        foreach (var group in await catalog.ListGroupsAsync(new() { Filters = [new("owes", CatalogOperator.Equal, "true")] }, CancellationToken.None))
            await AskAsync("group", group.Id.Value, () => grains.GetGrain<IGroupGrain>(group.Id.ToString()).Resume());
        foreach (var volume in await catalog.ListVolumesAsync(Left("group_id", "group_is_gone"), CancellationToken.None))
            await AskAsync("volume", volume.Id.Value, () => grains.GetVolume(volume.Id).LeaveGroup(volume.GroupId!.Value, Caller.System));
        foreach (var part in await catalog.ListSnapshotsAsync(Left("group_snapshot_id", "group_snapshot_is_gone"), CancellationToken.None))
            await AskAsync("snapshot", part.Id.Value, () => grains.GetVolume(part.VolumeId).DeleteSnapshotInGroup(part.Id, part.GroupSnapshotId!.Value, Caller.System));
    }

    private static CatalogQuery Left(string field, string isGone) => new() { Filters = [new(field, CatalogOperator.NotEqual, null), new(isGone, CatalogOperator.Equal, "true")] };

    private async Task AskAsync(string kind, Guid id, Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.Unreadable)
        {
            // It is noted where it was read, and an operator's to see to.
        }
        catch (Exception e) when (e is StorageException or TimeoutException or OrleansException)
        {
            LogNotDone(logger, backend, kind, id, e.Message);
        }
    }

    [LoggerMessage(1205, LogLevel.Warning, "Backend {Backend}: the {Kind} {Id} could not be looked after yet: {Why}")]
    private static partial void LogNotDone(ILogger logger, BackendId backend, string kind, Guid id, string why);
}
