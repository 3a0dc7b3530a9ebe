using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Groups;

/// <summary>
/// One group of volumes; its key is the <see cref="GroupId"/>. What is asked is put on record and answered; the group then drives its volumes, one step after another, and repeats after a crash what may not have
/// been done. Refusals are <see cref="Errors.StorageException"/>s with Cinder's words and change nothing. A group of another project is not found. It calls volumes, and no volume calls it.
/// </summary>
[Alias("OrleansStorage.IGroupGrain")]
public interface IGroupGrain : IGrainWithStringKey
{
    /// <summary>Makes the group, and what it is to be made from follows. Again: the group as it is.</summary>
    [Alias("Create")]
    Task<GroupDescription> Create(CreateGroupRequest request, Caller caller);

    /// <summary>Makes a volume in the group, as <see cref="IVolumeGrain.Create"/>: it goes through the group, so that a group that is being removed gets no more volumes.</summary>
    [Alias("CreateVolume")]
    Task<VolumeDescription> CreateVolume(VolumeId id, CreateVolumeRequest request, Caller caller);

    /// <summary>Changes name and description at once; volumes that come or go follow (status updating).</summary>
    [Alias("Update")]
    Task Update(UpdateGroupRequest request, Caller caller);

    /// <summary>Removes the group (status deleting), its volumes first if <paramref name="deleteVolumes"/>; one with volumes is refused without.</summary>
    [Alias("Delete")]
    Task Delete(bool deleteVolumes, Caller caller);

    /// <summary>An operator says what the group's status is.</summary>
    [Alias("ResetStatus")]
    Task ResetStatus(GroupStatus status, Caller caller);

    /// <summary>Makes a snapshot of each of its volumes (status creating). Again: as it is.</summary>
    [Alias("CreateSnapshot")]
    Task<GroupSnapshotDescription> CreateSnapshot(CreateGroupSnapshotRequest request, Caller caller);

    /// <summary>Removes a group snapshot and its parts (status deleting).</summary>
    [Alias("DeleteSnapshot")]
    Task DeleteSnapshot(GroupSnapshotId id, Caller caller);

    /// <summary>An operator says what a group snapshot's status is.</summary>
    [Alias("ResetSnapshotStatus")]
    Task ResetSnapshotStatus(GroupSnapshotId id, GroupStatus status, Caller caller);

    /// <summary>Goes on with what is owed. Called by reconcilers; harmless at any time.</summary>
    [Alias("Resume")]
    Task Resume();
}
