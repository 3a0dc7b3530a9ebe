using OrleansStorage.Errors;
using OrleansStorage.Records;

namespace OrleansStorage.Grains.Volumes;

/// <summary>A volume whose record cannot be read: it refuses every call, is shown by what the catalog knows, and nothing writes over it.</summary>
public sealed partial class VolumeGrain
{
    /// <summary>The next activation reads the record anew: one that was damaged may be repaired.</summary>
    private void EndUnlessServing()
    {
        if (_store.IsUnreadable || _volume.State is null) DeactivateOnIdle();
    }

    /// <exception cref="StorageException">The record cannot be read; who may not see the volume is told that there is none.</exception>
    private async Task ThrowIfUnreadableAsync(Caller caller)
    {
        if (!_store.IsUnreadable) return;
        EndUnlessServing();
        var visible = await GetState() is { } volume ? caller.MaySee(volume.ProjectId) : caller.IsAdmin;
        throw (visible ? StorageError.Unreadable(RecordKind.Volume, _id) : StorageError.VolumeNotFound(_id)).ToException();
    }
}
