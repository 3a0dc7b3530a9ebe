using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    /// <inheritdoc/>
    public Task JoinGroup(GroupId group, Caller caller) => RunAsync(new VolumeCommand.JoinGroup(group), caller);

    /// <inheritdoc/>
    public Task LeaveGroup(GroupId group, Caller caller) => RunAsync(new VolumeCommand.LeaveGroup(group), caller);

    /// <inheritdoc/>
    public Task DeleteInGroup(GroupId group, Caller caller) => RunAsync(new VolumeCommand.Delete(Cascade: false, Force: true, group), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public Task DeleteSnapshotInGroup(SnapshotId id, GroupSnapshotId groupSnapshot, Caller caller) =>
        RunAsync(new VolumeCommand.DeleteSnapshot(id, Force: false, groupSnapshot), caller, answerOnRecord: true);
}
