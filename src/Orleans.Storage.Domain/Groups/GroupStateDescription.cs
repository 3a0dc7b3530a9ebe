using OrleansStorage.Groups;

namespace OrleansStorage.Domain.Groups;

/// <summary>A group's state as clients may see it: the one place where stored becomes shown.</summary>
public static class GroupStateDescription
{
    /// <summary>The group.</summary>
    public static GroupDescription Describe(this GroupState state) => new()
    {
        Id = state.Id,
        ProjectId = state.ProjectId,
        Name = state.Name,
        Description = state.Description,
        Status = state.Status,
        GroupTypeId = state.GroupTypeId,
        VolumeTypes = state.VolumeTypes,
        AvailabilityZone = state.AvailabilityZone,
        CreatedAt = state.CreatedAt,
        GroupSnapshotId = state.GroupSnapshotId,
        SourceGroupId = state.SourceGroupId,
    };

    /// <summary>One of its snapshots.</summary>
    public static GroupSnapshotDescription Describe(this GroupSnapshot snapshot, GroupState state) => new()
    {
        Id = snapshot.Id,
        GroupId = state.Id,
        GroupTypeId = state.GroupTypeId,
        ProjectId = snapshot.ProjectId,
        Name = snapshot.Name,
        Description = snapshot.Description,
        Status = snapshot.Status,
        CreatedAt = snapshot.CreatedAt,
    };
}
