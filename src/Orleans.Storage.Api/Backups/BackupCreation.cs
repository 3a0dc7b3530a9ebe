using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Snapshots;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Backups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Backups;

/// <summary>POST /backups: checks what Cinder checks, and records that nobody can make the backup (contract §22).</summary>
internal sealed class BackupCreation(VolumeLookup volumes, SnapshotLookup snapshots, QuotaHold quota, IGrainFactory grains, TimeProvider clock)
{
    private const string NoService = "Service not found for creating backup.";

    /// <summary>Records the backup that the body asks for, as failed.</summary>
    /// <exception cref="ApiException">The request is wrong; nothing was recorded.</exception>
    public async Task<BackupRecord> CreateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("backup");
        var volumeId = new VolumeId(body.IdOrNull("volume_id")!.Value);
        var volume = await volumes.GetAsync(volumeId.ToString(), request.Caller);
        var snapshot = body.IdOrNull("snapshot_id") is { } id ? await snapshots.GetAsync(id.ToString("D"), request.Caller) : null;
        CheckStatus(volume, snapshot, body.BooleanOrNull("force") is true);
        if (body.BooleanOrNull("incremental") is true)
        {
            throw ApiException.BadRequest("Invalid backup: No backups available to do an incremental backup.");
        }

        var now = clock.GetUtcNow();
        var backup = new BackupRecord
        {
            Id = BackupId.New(), ProjectId = request.Caller.Project, UserId = request.Caller.UserId, VolumeId = volumeId, SnapshotId = snapshot?.Id, SizeGiB = snapshot?.SizeGiB ?? volume.SizeGiB,
            Name = body.TextOrNull("name")?.Trim(), Description = body.TextOrNull("description"), Container = body.TextOrNull("container"), AvailabilityZone = body.TextOrNull("availability_zone"),
            Metadata = body.MapOrNull("metadata") ?? ImmutableSortedDictionary<string, string>.Empty, FailReason = NoService, CreatedAt = now, UpdatedAt = now,
        };
        return await quota.HoldAsync(request.Caller.Project, new(backup.Id.Value, volume.TypeId, "", 0, 0, 0, 0) { Backups = 1, BackupSizeGiB = backup.SizeGiB }, async () =>
        {
            await grains.GetGrain<IBackupsGrain>(IBackupsGrain.Key).Add(backup);
            return backup;
        });
    }

    private static void CheckStatus(VolumeDescription volume, SnapshotDescription? snapshot, bool force)
    {
        if (snapshot is not null && snapshot.VolumeId != volume.Id)
        {
            throw ApiException.BadRequest("Invalid snapshot: Backup can not be created because snapshot does not belong to the volume.");
        }

        if (snapshot is { Status: not SnapshotStatus.Available })
        {
            throw ApiException.BadRequest($"Invalid snapshot: Snapshot to be backed up must be available, but the current status is \"{WireName<SnapshotStatus>.Of(snapshot.Status)}\".");
        }

        if (volume.Status is not (VolumeStatus.Available or VolumeStatus.InUse))
        {
            throw ApiException.BadRequest($"Invalid volume: Volume to be backed up must be available or in-use, but the current status is \"{volume.Status.Wire()}\".");
        }

        if (volume.Status == VolumeStatus.InUse && !force && snapshot is null)
        {
            throw ApiException.BadRequest("Invalid volume: Backing up an in-use volume must use the force flag.");
        }
    }
}
