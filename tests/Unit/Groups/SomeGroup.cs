using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Groups;

/// <summary>Groups and their volumes that tests start from.</summary>
internal static class SomeGroup
{
    public static GroupState Of(GroupStatus status = GroupStatus.Available) => new()
    {
        Id = Some.Group(1), ProjectId = Some.Project, UserId = "user-1", RequestId = "req-0", Name = "g", Status = status, GroupTypeId = default, VolumeTypes = [Some.Type], CreatedAt = Some.Now,
    };

    public static VolumeId Id(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9]));

    public static VolumeDescription Volume(int number, bool isMember = true, VolumeStatus status = VolumeStatus.Available) =>
        (Some.Volume(status) with { Id = Id(number), GroupId = isMember ? Some.Group(1) : null }).Describe();

    public static VolumeDescription With(this VolumeDescription volume, int snapshot, SnapshotStatus status) =>
        volume with { Snapshots = [Some.SnapshotOf(snapshot, status).Describe(Some.Volume())] };

    public static GroupSnapshotPart Part(int number) => new(Id(number), Some.Snapshot(number));

    /// <summary>A group whose snapshot of two volumes is under way.</summary>
    public static GroupState Snapshotted(GroupStatus status, GroupSnapshotWork work) => Of() with
    {
        Snapshots = [new() { Id = Some.GroupSnapshot(1), ProjectId = Some.Project, Status = status, Work = work, Parts = [Part(1), Part(2)], CreatedAt = Some.Now }],
    };

    public static GroupPlan Next(this GroupState state, params VolumeDescription[] volumes) => GroupWork.Next(state, volumes.ToDictionary(v => v.Id), Some.Now);
}
