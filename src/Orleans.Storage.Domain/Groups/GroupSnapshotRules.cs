using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Groups;

/// <summary>
/// Snapshots of a group: the wire contract's §21. A snapshot of the generic kind is one snapshot of each volume, as Cinder's generic groups make it. One that is to be consistent across its volumes ends in error: no
/// array here can make it.
/// </summary>
public static class GroupSnapshotRules
{
    /// <summary>A group snapshot whose parts are owed.</summary>
    /// <param name="state">The group.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="members">The group's volumes.</param>
    /// <param name="parts">Fresh ids for the parts, one a volume.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">The time.</param>
    public static GroupDecision Create(GroupState state, CreateGroupSnapshotRequest request, IReadOnlyCollection<VolumeDescription> members, ImmutableArray<GroupSnapshotPart> parts, Caller caller, DateTimeOffset now)
    {
        if (state.Snapshots.Any(s => s.Id == request.Id)) return GroupDecision.To(state);
        if (state.Ending || !state.Adding.IsEmpty || !state.Removing.IsEmpty || !state.Copies.IsEmpty)
            return GroupDecision.No(StorageError.InvalidGroup($"Group status must be available, but current status is: {WireName<GroupStatus>.Of(state.Status)}."));
        if (members.FirstOrDefault(v => v.Status is not (VolumeStatus.Available or VolumeStatus.InUse)) is { } busy)
            return GroupDecision.No(StorageError.InvalidVolume($"Volume {busy.Id} status must be available, but current status is: {busy.Status.Wire()}."));
        var isOwed = !request.IsConsistent && !parts.IsEmpty;
        var snapshot = new GroupSnapshot
        {
            Id = request.Id, ProjectId = state.ProjectId, Name = request.Name, Description = request.Description, CreatedAt = now, Parts = request.IsConsistent ? [] : parts,
            Status = request.IsConsistent ? GroupStatus.Error : isOwed ? GroupStatus.Creating : GroupStatus.Available, Work = isOwed ? GroupSnapshotWork.Take : GroupSnapshotWork.None,
        };
        return GroupDecision.To(state with { Snapshots = state.Snapshots.Add(snapshot), RequestId = caller.RequestId });
    }

    /// <summary>The group snapshot is to end, its parts first.</summary>
    public static GroupDecision Delete(GroupState state, GroupSnapshotId id, Caller caller, DateTimeOffset now)
    {
        if (Find(state, id) is not { } snapshot) return GroupDecision.No(StorageError.GroupSnapshotNotFound(id));
        if (snapshot.Status is not (GroupStatus.Available or GroupStatus.Error))
        {
            return GroupDecision.No(StorageError.Refused(ErrorReason.InvalidInput,
                "Invalid GroupSnapshot: GroupSnapshot status must be available or error, and no Group can be currently using it as source for its creation."));
        }
        var told = state.Told.RemoveAll(t => snapshot.Parts.Any(p => p.SnapshotId.Value == t));
        return GroupDecision.To(Replace(state, snapshot, snapshot with { Status = GroupStatus.Deleting, Work = GroupSnapshotWork.Remove, UpdatedAt = now }) with { Told = told, RequestId = caller.RequestId });
    }

    /// <summary>An operator's word. What is still to be done is done all the same.</summary>
    public static GroupDecision ResetStatus(GroupState state, GroupSnapshotId id, GroupStatus status, DateTimeOffset now) =>
        Find(state, id) is { } snapshot
            ? GroupDecision.To(Replace(state, snapshot, snapshot with { Status = status, UpdatedAt = now }))
            : GroupDecision.No(StorageError.GroupSnapshotNotFound(id));

    /// <summary>The group snapshot, or null.</summary>
    public static GroupSnapshot? Find(GroupState state, GroupSnapshotId id) => state.Snapshots.FirstOrDefault(s => s.Id == id);

    /// <summary>The state with a group snapshot changed.</summary>
    public static GroupState Replace(GroupState state, GroupSnapshot before, GroupSnapshot after) => state with { Snapshots = state.Snapshots.Replace(before, after) };
}
