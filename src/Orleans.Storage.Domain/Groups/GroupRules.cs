using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Groups;

/// <summary>What may be asked of a group, and what it then owes: the wire contract's §21. Pure. What is owed is done by <see cref="GroupWork"/>.</summary>
public static class GroupRules
{
    /// <summary>A new group. One whose type wants consistent snapshots ends in error: as in Cinder, no pool offers that.</summary>
    public static GroupState Create(GroupId id, CreateGroupRequest request, Caller caller, DateTimeOffset now) => new()
    {
        Id = id, ProjectId = caller.Project, UserId = caller.UserId, RequestId = caller.RequestId, Name = request.Name, Description = request.Description,
        Status = request.IsConsistent ? GroupStatus.Error : request.Copies.IsEmpty ? GroupStatus.Available : GroupStatus.Creating,
        GroupTypeId = request.GroupTypeId, VolumeTypes = request.VolumeTypes, AvailabilityZone = request.AvailabilityZone, CreatedAt = now,
        GroupSnapshotId = request.GroupSnapshotId, SourceGroupId = request.SourceGroupId, Copies = request.IsConsistent ? [] : request.Copies,
    };

    /// <summary>Null when a volume of this type may be made in the group, else why not.</summary>
    public static StorageError? RefuseVolume(GroupState state, VolumeTypeId type)
    {
        if (state.Status is not (GroupStatus.Available or GroupStatus.Creating)) return StorageError.InvalidGroup("Originating group status must be one of 'available, creating' values");
        return state.VolumeTypes.Contains(type) ? null : StorageError.InvalidInput($"Invalid volume_type provided: {type} (requested type must be supported by this group).");
    }

    /// <summary>Names change at once; volumes that come and go are owed.</summary>
    /// <param name="state">The group.</param>
    /// <param name="request">What is to change.</param>
    /// <param name="volumes">The group's volumes, and those that are to come as far as they exist.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="now">The time.</param>
    public static GroupDecision Update(GroupState state, UpdateGroupRequest request, IReadOnlyCollection<VolumeDescription> volumes, Caller caller, DateTimeOffset now)
    {
        if (state.Status != GroupStatus.Available) return Invalid($"Group status must be available, but current status is: {Word(state)}.");
        var both = request.Add.Intersect(request.Remove).ToList();
        if (both.Count > 0) return GroupDecision.No(StorageError.InvalidVolume($"UUIDs [{string.Join(", ", both.Select(v => $"'{v}'"))}] are in both add and remove volume list."));
        var add = request.Add.Distinct().Where(id => volumes.FirstOrDefault(v => v.Id == id)?.GroupId != state.Id).ToImmutableArray();
        foreach (var id in add)
            if (RefuseToAdd(state, volumes.FirstOrDefault(v => v.Id == id), id) is { } error) return GroupDecision.No(error);
        foreach (var id in request.Remove)
            if (RefuseToRemove(state, volumes.FirstOrDefault(v => v.Id == id), id) is { } error) return GroupDecision.No(error);
        var (name, description) = (request.Name == state.Name ? null : request.Name, request.Description == state.Description ? null : request.Description);
        var moves = add.Length + request.Remove.Length > 0;
        if (name is null && description is null && !moves)
            return Invalid($"Cannot update group {state.Id} because no valid name, description, add_volumes, or remove_volumes were provided.");
        return GroupDecision.To(state with
        {
            Name = name ?? state.Name, Description = description ?? state.Description, Status = moves ? GroupStatus.Updating : state.Status,
            Adding = add, Removing = [.. request.Remove.Distinct()], RequestId = caller.RequestId, UpdatedAt = now,
        });
    }

    /// <summary>The group is to end, its volumes first.</summary>
    public static GroupDecision Delete(GroupState state, bool deleteVolumes, IReadOnlyCollection<VolumeDescription> members, Caller caller, DateTimeOffset now)
    {
        if (state.Ending) return GroupDecision.To(state);
        if (!deleteVolumes && state.Status is not (GroupStatus.Available or GroupStatus.Error)) return Invalid($"Group status must be available or error, but current status is: {Word(state)}");
        if (!state.Snapshots.IsEmpty) return Invalid("Group has existing snapshots.");
        if (members.Count > 0 && !deleteVolumes) return Invalid($"Group {state.Id} still contains volumes. The delete-volumes flag is required to delete it.");
        if (members.Any(v => v.AttachStatus == AttachStatus.Attached)) return Invalid($"Volume in group {state.Id} is attached. Need to detach first.");
        if (members.Any(v => !v.Snapshots.IsEmpty)) return Invalid("Volume in group still has dependent snapshots.");
        return GroupDecision.To(state with
        {
            Status = GroupStatus.Deleting, Ending = true, Told = [], Copies = [], Adding = [], Removing = [], RequestId = caller.RequestId, UpdatedAt = now,
        });
    }

    /// <summary>An operator's word. What is still to be done is done all the same.</summary>
    public static GroupState ResetStatus(GroupState state, GroupStatus status, DateTimeOffset now) => state with { Status = status, UpdatedAt = now };

    private static StorageError? RefuseToAdd(GroupState state, VolumeDescription? volume, VolumeId id)
    {
        StorageError No(string because) => StorageError.InvalidVolume($"Cannot add volume {id} to group {state.Id} {because}");
        if (volume is null) return No("because volume cannot be found.");
        if (volume.GroupId is { } other) return No($"because it is already in group {other}.");
        if (volume.ProjectId != state.ProjectId) return No("as they belong to different projects.");
        if (!state.VolumeTypes.Contains(volume.TypeId)) return No($"because volume type {volume.TypeId} is not supported by the group.");
        return volume.Status is VolumeStatus.Available or VolumeStatus.InUse
            ? null
            : No($"because volume is in an invalid state: {volume.Status.Wire()}. Valid states are: ('available', 'in-use').");
    }

    private static StorageError? RefuseToRemove(GroupState state, VolumeDescription? volume, VolumeId id)
    {
        StorageError No(string because) => StorageError.InvalidVolume($"Cannot remove volume {id} from group {state.Id} because {because}");
        if (volume?.GroupId != state.Id) return No("it is not in the group.");
        return volume.Status is VolumeStatus.Available or VolumeStatus.InUse or VolumeStatus.Error or VolumeStatus.ErrorDeleting
            ? null
            : No($"volume is in an invalid state: {volume.Status.Wire()}. Valid states are: ('available', 'in-use', 'error', 'error_deleting').");
    }

    private static string Word(GroupState state) => WireName<GroupStatus>.Of(state.Status);

    private static GroupDecision Invalid(string message) => GroupDecision.No(StorageError.InvalidGroup(message));
}
