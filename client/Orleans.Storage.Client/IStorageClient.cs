using System.Collections.Immutable;
using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client;

/// <summary>
/// Block storage for a compute service: volumes, and the attachments through which its hosts reach them. Safe from any thread.
/// Every call is repeated when the cluster or the array is busy, away or silent, and a repetition never does a thing twice: ids are chosen before the first try and kept on every further one.
/// A call that cannot be served throws a <see cref="Errors.StorageException"/> that says why; a cancelled one throws an <see cref="OperationCanceledException"/> and stops only the waiting:
/// the operation goes on in the cluster, and the same call again joins it.
/// </summary>
public interface IStorageClient
{
    /// <summary>The same connection, acting for another project.</summary>
    IStorageClient ForProject(ProjectId project, string userId);

    /// <summary>Makes a volume, within the project's quota, and answers as soon as it is on record; <see cref="WaitUntilSettledAsync"/> waits for the array.</summary>
    Task<VolumeDescription> CreateVolumeAsync(NewVolume volume, CancellationToken cancellationToken = default);

    /// <summary>Reads a volume; null when there is none.</summary>
    Task<VolumeDescription?> GetVolumeAsync(VolumeId volume, CancellationToken cancellationToken = default);

    /// <summary>Waits until the array has done what a volume owes it (creating, extending, deleting), and answers with the volume as it then is; null when it is gone.</summary>
    Task<VolumeDescription?> WaitUntilSettledAsync(VolumeId volume, CancellationToken cancellationToken = default);

    /// <summary>Grows a volume, within the project's quota, also while a host uses it, and answers when the array has done so.</summary>
    Task<VolumeDescription> ExtendVolumeAsync(VolumeId volume, int newSizeGiB, CancellationToken cancellationToken = default);

    /// <summary>Removes a volume that nobody holds, and answers as soon as that is on record.</summary>
    Task DeleteVolumeAsync(VolumeId volume, CancellationToken cancellationToken = default);

    /// <summary>Reads a volume's timeline, newest first: what was asked, by whom, what the array was told and said, how long each hop took, how it ended. Kept for a while after the volume, then for admins only.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="limit">At most so many entries.</param>
    /// <param name="marker">The marker of the last entry of the page before; null for the newest.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<ImmutableArray<TimelineEntry>> GetTimelineAsync(VolumeId volume, int limit = 100, string? marker = null, CancellationToken cancellationToken = default);

    /// <summary>Claims a volume for an instance; no host is connected yet.</summary>
    Task<AttachmentDescription> ReserveAsync(VolumeId volume, Guid? instance, AttachOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Connects a claim's host: the array lets it in here, once. Again: the same answer.</summary>
    Task<AttachmentResult> ConnectAsync(VolumeId volume, AttachmentId attachment, Connector connector, CancellationToken cancellationToken = default);

    /// <summary>Claims a volume for an instance and connects its host in one step. When that fails for good and the caller chose no attachment id, nothing of it is left.</summary>
    Task<AttachmentResult> AttachAsync(VolumeId volume, Guid? instance, Connector connector, AttachOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Reads how a connected host logs in: no array call, no write, as often as one likes.</summary>
    Task<ConnectionInfo> GetConnectionAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default);

    /// <summary>Says that the guest uses the volume now.</summary>
    Task CompleteAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default);

    /// <summary>Ends an attachment, and answers when the array has shut the host out (unless another attachment of that host needs it). Again: done already.</summary>
    Task DetachAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends an attachment whose host is dead or hangs, for admins: the host is cut on the array, its sessions ended, and the answer says what the array showed after. Again: done already, with no host.
    /// </summary>
    Task<ForceDetachResult> ForceDetachAsync(VolumeId volume, AttachmentId attachment, CancellationToken cancellationToken = default);

    /// <summary>
    /// Moves an instance's volume to another host while the guest runs: the destination is let in and completed, the guest moves, the source is shut out.
    /// When anything fails before the source's end, the destination is shut out again and the source is as it was; after it, only forward.
    /// </summary>
    /// <param name="migration">What moves, and where to.</param>
    /// <param name="moveGuest">Moves the guest, with the destination's connection info in hand; called once. Both hosts have access meanwhile.</param>
    /// <param name="cancellationToken">Ends the waiting; before the source's end it also takes the destination back.</param>
    /// <returns>The destination's attachment.</returns>
    Task<AttachmentResult> LiveMigrateAsync(LiveMigration migration, Func<AttachmentResult, CancellationToken, Task> moveGuest, CancellationToken cancellationToken = default);
}
