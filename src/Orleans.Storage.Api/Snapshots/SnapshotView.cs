using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>Writes snapshots as one request may see them (contract §14). They have no links.</summary>
internal sealed class SnapshotView(ApiRequest request)
{
    private readonly bool _showsExtended = request.May("volume_extension:extended_snapshot_attributes");
    private readonly Microversions.Microversion _version = request.Version;

    /// <summary>The answer to a create or an update, and an item of the short list.</summary>
    public void WriteSummary(Utf8JsonWriter json, SnapshotDescription snapshot)
    {
        json.WriteStartObject();
        WriteCommon(json, snapshot);
        json.WriteEndObject();
    }

    /// <summary>The snapshot of a look-up or of the long list.</summary>
    public void WriteDetail(Utf8JsonWriter json, SnapshotDescription snapshot)
    {
        json.WriteStartObject();
        WriteCommon(json, snapshot);
        if (_showsExtended)
        {
            json.WriteString("os-extended-snapshot-attributes:project_id"u8, snapshot.ProjectId.Value);
            json.WriteString("os-extended-snapshot-attributes:progress"u8, snapshot.Progress ?? (snapshot.Status == SnapshotStatus.Creating ? "0%" : "100%"));
        }

        json.WriteEndObject();
    }

    private void WriteCommon(Utf8JsonWriter json, SnapshotDescription snapshot)
    {
        json.WriteString("id"u8, snapshot.Id.Value);
        json.WriteDate("created_at"u8, snapshot.CreatedAt);
        json.WriteDate("updated_at"u8, snapshot.UpdatedAt);
        json.WriteString("name"u8, snapshot.Name);
        json.WriteString("description"u8, snapshot.Description);
        json.WriteString("volume_id"u8, snapshot.VolumeId.Value);
        json.WriteString("status"u8, WireName<SnapshotStatus>.Of(snapshot.Status));
        json.WriteNumber("size"u8, snapshot.SizeGiB);
        json.WriteMap("metadata"u8, snapshot.Metadata);
        if (_version.Has(14))
        {
            json.WriteIdOrNull("group_snapshot_id"u8, snapshot.GroupSnapshotId?.Value);
        }

        if (_version.Has(41))
        {
            json.WriteString("user_id"u8, snapshot.UserId);
        }

        if (_version.Has(65))
        {
            json.WriteBoolean("consumes_quota"u8, true);
        }
    }
}
