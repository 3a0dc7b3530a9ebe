using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Backends;

/// <summary>
/// One backend array's pool; its key is the <see cref="BackendId"/>. Admits calls to the array under the concurrency that its driver declares, allocates target and LUN ids, and keeps count of
/// capacity. Reentrant: its turns are short, the array's work runs between them. Volumes call it; it never calls a volume. Every verb is idempotent, so any call may be repeated.
/// </summary>
[Alias("OrleansStorage.IBackendGrain"), GrainInterfaceType(GrainLookups.Backend)]
public interface IBackendGrain : IGrainWithStringKey
{
    /// <summary>
    /// Asks for a place in the queue before an operation is on record, so that one that would come too late is refused before anything is written. Null: the place is kept until the operation's
    /// deadline, and its call is not refused. Again: the same place.
    /// </summary>
    [Alias("Admit")]
    Task<StorageError?> Admit(AdmissionRequest request);

    /// <summary>Where a volume's call is in the queue; null when it has none here. No array call.</summary>
    [Alias("GetPlace"), ReadOnly, AlwaysInterleave]
    Task<QueuePlace?> GetPlace(VolumeId volume);

    /// <summary>Lets a host in to a volume; returns the export as it is, also when it was there already.</summary>
    [Alias("CreateExport")]
    Task<ArrayOutcome<ArrayExport>> CreateExport(CreateExportRequest request, CancellationToken cancellationToken = default);

    /// <summary>Shuts a host out of a volume and ends its sessions; done also when there was nothing. Other hosts notice nothing.</summary>
    [Alias("RemoveExport")]
    Task<ArrayOutcome<Found>> RemoveExport(RemoveExportRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a volume, blank or from a source.</summary>
    [Alias("CreateVolume")]
    Task<ArrayOutcome<Found>> CreateVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a volume; refused while it is exported or has snapshots.</summary>
    [Alias("DeleteVolume")]
    Task<ArrayOutcome<Found>> DeleteVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Grows a volume to the request's size.</summary>
    [Alias("ExtendVolume")]
    Task<ArrayOutcome<Found>> ExtendVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes a snapshot.</summary>
    [Alias("CreateSnapshot")]
    Task<ArrayOutcome<Found>> CreateSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a snapshot.</summary>
    [Alias("DeleteSnapshot")]
    Task<ArrayOutcome<Found>> DeleteSnapshot(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a volume's content back to a snapshot; refused while it is exported, and where the array cannot.</summary>
    [Alias("RevertVolume")]
    Task<ArrayOutcome<Found>> RevertVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Puts our mark on an object that the array has under a name of its own: it becomes the volume, or with a snapshot's id its snapshot.</summary>
    [Alias("Adopt")]
    Task<ArrayOutcome<Found>> Adopt(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes our mark off a volume, or with a snapshot's id off its snapshot; the data stays on the array.</summary>
    [Alias("Release")]
    Task<ArrayOutcome<Found>> Release(VolumeOnArrayRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads what the array stores of one kind, with our mark and without it; refused where the array cannot be asked. Unreachable when it does not answer within 10 s.</summary>
    [Alias("ListObjects")]
    Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListObjects(ArrayObjectKind kind, CancellationToken cancellationToken = default);

    /// <summary>Sets space aside for one holder (a volume or a snapshot); a repetition for the same holder replaces the first. False when the pool has not enough.</summary>
    [Alias("ReserveCapacity")]
    Task<bool> ReserveCapacity(Guid holder, int sizeGiB);

    /// <summary>Gives a holder's space back; nothing happens when it has none.</summary>
    [Alias("ReleaseCapacity")]
    Task ReleaseCapacity(Guid holder);

    /// <summary>Reads what the array exports now; unreachable at once while the breaker is open, and when the array does not answer within 10 s.</summary>
    [Alias("ListExports")]
    Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExports(CancellationToken cancellationToken = default);

    /// <summary>The highest epochs that the array has seen, of these volumes, or of all when null; no array call.</summary>
    [Alias("GetSeenEpochs"), ReadOnly, AlwaysInterleave]
    Task<ImmutableArray<SeenEpoch>> GetSeenEpochs(ImmutableArray<VolumeId>? volumes);

    /// <summary>Looks now at whose the array is and how new a record it has seen.</summary>
    [Alias("GetStanding")]
    Task<BackendStanding> GetStanding();

    /// <summary>
    /// Takes the array over from another installation, <paramref name="from"/>, on an operator's word. What that one exported stays, and is not on our record. Again: nothing.
    /// </summary>
    /// <exception cref="StorageException">The array belongs to somebody else, or does not answer.</exception>
    [Alias("Claim")]
    Task<BackendStanding> Claim(InstallationId from);

    /// <summary>An operator has seen how the record differs and its volumes are brought together: from now on it counts as newer than any that the array has seen.</summary>
    /// <exception cref="StorageException">The array is not ours, or does not answer.</exception>
    [Alias("Recover")]
    Task<BackendStanding> Recover();

    /// <summary>Lets new volumes in or not; kept for ever.</summary>
    [Alias("SetEnabled")]
    Task SetEnabled(bool enabled, string? disabledReason);

    /// <summary>Freezes the pool, which closes it for new volumes too, or thaws and opens it; kept for ever. While it is frozen, calls that make, change or remove volumes and snapshots are answered as busy.</summary>
    [Alias("SetFrozen")]
    Task SetFrozen(bool frozen);

    /// <summary>What the pool says of itself; no array call. Also what the dashboard shows.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<PoolReport> GetState();
}
