using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>
/// Adopts what an array stores without our mark, and lets go of what has it, for arrays that can. Content is never changed, except that an adopted volume is made as large as its record says. The rules of
/// <see cref="IVolumeDriver"/> hold; nothing without our mark is touched but by an adoption that names it.
/// </summary>
public interface IManageDriver
{
    /// <summary>Reads everything of a kind that the array stores, with our mark and without it; changes nothing.</summary>
    Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListAsync(ArrayObjectKind kind, CancellationToken cancellationToken);

    /// <summary>Makes the volume of the object of that name, which then has no other name; refused when there is none, when it is larger than the volume, in use or ours already.</summary>
    Task<ArrayOutcome<Found>> AdoptVolumeAsync(ArrayVolume volume, string name, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Takes our mark off a volume; it stays under a name by which it can be adopted again. Refused while it is exported or has snapshots, done when there is none.</summary>
    Task<ArrayOutcome<Found>> ReleaseVolumeAsync(ArrayVolume volume, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Makes a snapshot of the volume of the object of that name; refused when there is none, or when it is another volume's.</summary>
    Task<ArrayOutcome<Found>> AdoptSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, string name, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Takes our mark off a snapshot; done when there is none.</summary>
    Task<ArrayOutcome<Found>> ReleaseSnapshotAsync(ArrayVolume volume, SnapshotId snapshot, ArrayFence fence, CancellationToken cancellationToken);
}
