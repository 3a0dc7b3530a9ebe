using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>Takes volumes back to snapshots, for arrays that can. The rules of <see cref="IVolumeDriver"/> hold.</summary>
public interface IRevertDriver
{
    /// <summary>
    /// Gives a volume the content of its snapshot; all of it or nothing. The snapshot stays, and so does the volume's size; refused while it is exported. Again it does the same: what was written since the first
    /// time is lost once more, so a caller lets nobody in before it is done.
    /// </summary>
    Task<ArrayOutcome<Found>> RevertVolumeAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken);
}
