using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Snapshots;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>Finds what a new volume is copied from, and refuses sources that are not ready (contract §7.2).</summary>
internal sealed class VolumeSourceFinder(VolumeLookup volumes, SnapshotLookup snapshots)
{
    private const string Backup = "backup_id";
    private static readonly string[] Fields = ["snapshot_id", "source_volid", "imageRef", "image_id"];
    private static readonly string[] FieldsWithBackup = [.. Fields, Backup];

    /// <summary>The source that the body names; null for a blank volume.</summary>
    /// <exception cref="ApiException">There is none such, or more than one is named.</exception>
    /// <exception cref="StorageException">It is not ready.</exception>
    public async ValueTask<VolumeSource?> FindAsync(ApiRequest request, JsonElement volume)
    {
        var caller = request.Caller;
        var named = (HasBackup(request) ? FieldsWithBackup : Fields).Count(field => volume.TextOrNull(field) is { Length: > 0 });
        if (named > 1)
        {
            throw ApiException.InvalidInput("May specify only one of snapshot, imageRef or source volume");
        }

        RefuseWhatIsNotHere(request, volume);
        return named == 0 ? null
            : volume.TextOrNull("snapshot_id") is { Length: > 0 } snapshot ? await FindSnapshotAsync(snapshot, caller)
            : await FindVolumeAsync(volume.TextOrNull("source_volid")!, caller);
    }

    /// <summary>Images and backups come with services that this installation has not: none of theirs exists.</summary>
    private static void RefuseWhatIsNotHere(ApiRequest request, JsonElement volume)
    {
        if ((volume.TextOrNull("imageRef") ?? volume.TextOrNull("image_id")) is { Length: > 0 })
        {
            request.Demand("volume:create_from_image");
            throw ApiException.BadRequest("Invalid image identifier or unable to access requested image.");
        }

        if (HasBackup(request) && volume.TextOrNull(Backup) is { Length: > 0 } backup)
        {
            throw ApiException.NotFound($"Backup {backup} could not be found.");
        }
    }

    /// <summary>Before its version the field is one of those that nobody reads, and may hold anything.</summary>
    private static bool HasBackup(ApiRequest request) => request.Version.Has(VolumeSchemas.BackupSince);

    private async Task<VolumeSource> FindSnapshotAsync(string text, Caller caller)
    {
        var (snapshot, volume) = await snapshots.GetWithVolumeAsync(text, caller);
        return snapshot.Status == SnapshotStatus.Available ? new(volume, snapshot)
            : throw StorageError.Refused(ErrorReason.InvalidSnapshot, "Invalid snapshot: Originating snapshot status must be one of 'available' values").ToException();
    }

    private async Task<VolumeSource> FindVolumeAsync(string text, Caller caller)
    {
        var volume = await volumes.GetAsync(text, caller);
        return volume.Status is VolumeStatus.Available or VolumeStatus.InUse ? new(volume, null)
            : throw StorageError.InvalidVolume("Originating source volume status must be one of 'available, in-use' values").ToException();
    }
}
