using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backups;

namespace OrleansStorage.Api.Backups;

/// <summary>Writes backups as one request may see them (contract §22).</summary>
internal sealed class BackupView(ApiRequest request, Links links)
{
    private readonly bool _showsProject = request.May("backup:backup_project_attribute");

    /// <summary>The answer to a create and to an update, and an item of the short list.</summary>
    public void WriteSummary(Utf8JsonWriter json, BackupRecord backup)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, backup.Id.Value);
        json.WriteString("name"u8, backup.Name);
        links.Write(json, backup.Id.Value);
        json.WriteEndObject();
    }

    /// <summary>The long form.</summary>
    public void WriteDetail(Utf8JsonWriter json, BackupRecord backup)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, backup.Id.Value);
        json.WriteString("status"u8, "error"u8);
        json.WriteNumber("size"u8, backup.SizeGiB);
        json.WriteNumber("object_count"u8, 0);
        json.WriteString("availability_zone"u8, backup.AvailabilityZone);
        json.WriteString("container"u8, backup.Container);
        json.WriteDate("created_at"u8, backup.CreatedAt);
        json.WriteDate("updated_at"u8, backup.UpdatedAt);
        json.WriteString("name"u8, backup.Name);
        json.WriteString("description"u8, backup.Description);
        json.WriteString("fail_reason"u8, backup.FailReason);
        json.WriteString("volume_id"u8, backup.VolumeId.Value);
        links.Write(json, backup.Id.Value);
        json.WriteBoolean("is_incremental"u8, false);
        json.WriteBoolean("has_dependent_backups"u8, false);
        json.WriteIdOrNull("snapshot_id"u8, backup.SnapshotId?.Value);
        json.WriteDate("data_timestamp"u8, backup.CreatedAt);
        if (request.Version.Has(43))
        {
            json.WriteMap("metadata"u8, backup.Metadata);
        }

        if (_showsProject && request.Version.Has(18))
        {
            json.WriteString("os-backup-project-attr:project_id"u8, backup.ProjectId.Value);
        }

        if (_showsProject && request.Version.Has(56))
        {
            json.WriteString("user_id"u8, backup.UserId);
        }

        json.WriteEndObject();
    }
}
