using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Groups;

/// <summary>Writes groups as one request may see them (contract §21). They have no links.</summary>
/// <param name="request">The request.</param>
/// <param name="volumes">The groups' volumes; null when they are not asked for.</param>
internal sealed class GroupView(ApiRequest request, ILookup<GroupId, VolumeId>? volumes)
{
    private const int SourcesSince = 14;
    private const int ReplicationSince = 38;
    private const int ProjectSince = 58;
    private readonly bool _showsProject = request.Version.Has(ProjectSince) && request.May("group:group_project_attribute");

    /// <summary>An item of the short list, and the answer to a create.</summary>
    public static void WriteSummary(Utf8JsonWriter json, GroupDescription group)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, group.Id.Value);
        json.WriteString("name"u8, group.Name);
        json.WriteEndObject();
    }

    /// <summary>The group of a look-up or of the long list.</summary>
    public void WriteDetail(Utf8JsonWriter json, GroupDescription group)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, group.Id.Value);
        json.WriteString("status"u8, WireName<GroupStatus>.Of(group.Status));
        json.WriteString("availability_zone"u8, group.AvailabilityZone);
        json.WriteDate("created_at"u8, group.CreatedAt);
        json.WriteString("name"u8, group.Name);
        json.WriteString("description"u8, group.Description);
        json.WriteString("group_type"u8, group.GroupTypeId.Value);
        json.WriteList("volume_types"u8, group.VolumeTypes, (writer, type) => writer.WriteStringValue(type.Value));
        WriteVersioned(json, group);
        json.WriteEndObject();
    }

    private void WriteVersioned(Utf8JsonWriter json, GroupDescription group)
    {
        if (request.Version.Has(SourcesSince))
        {
            json.WriteIdOrNull("group_snapshot_id"u8, group.GroupSnapshotId?.Value);
            json.WriteIdOrNull("source_group_id"u8, group.SourceGroupId?.Value);
        }

        if (volumes is not null)
        {
            json.WriteList("volumes"u8, volumes[group.Id], (writer, volume) => writer.WriteStringValue(volume.Value));
        }

        if (request.Version.Has(ReplicationSince))
        {
            json.WriteString("replication_status"u8, "disabled"u8);
        }

        if (_showsProject)
        {
            json.WriteString("project_id"u8, group.ProjectId.Value);
        }
    }
}
