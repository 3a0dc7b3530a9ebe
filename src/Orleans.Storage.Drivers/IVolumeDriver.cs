using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>
/// Makes and removes what an array stores. Every verb looks before it acts and is idempotent: done again it answers <see cref="OutcomeKind.Done"/> with what it found. It throws for bugs only.
/// Calls come at most <see cref="DriverTraits.Concurrency"/> at a time and never two for one volume; the token is cancelled at the fence's deadline, and after that nothing may be sent.
/// </summary>
public interface IVolumeDriver
{
    /// <summary>Makes a volume, blank or as a copy of <paramref name="source"/>; a copy may be larger than its source.</summary>
    Task<ArrayOutcome<Found>> CreateVolumeAsync(ArrayVolume volume, VolumeSource? source, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Removes a volume; refused while it is exported or has snapshots, done when there is none.</summary>
    Task<ArrayOutcome<Found>> DeleteVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Grows a volume to <see cref="ArrayVolume.SizeGiB"/>; open sessions go on and see the new size when they ask. Never shrinks.</summary>
    Task<ArrayOutcome<Found>> ExtendVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Makes a snapshot of the volume as it is now.</summary>
    Task<ArrayOutcome<Found>> CreateSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Removes a snapshot; done when there is none.</summary>
    Task<ArrayOutcome<Found>> DeleteSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Reads the array's space and who it is; changes nothing.</summary>
    Task<ArrayOutcome<ArrayStats>> GetStatsAsync(CancellationToken cancellationToken);
}
