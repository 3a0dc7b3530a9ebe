using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Groups;

namespace OrleansStorage.Api.GroupSnapshots;

/// <summary>Writes group snapshots as one request may see them (contract §21). They have no links.</summary>
internal sealed class GroupSnapshotView(ApiRequest request)
{
    private const int ProjectSince = 58;
    private readonly bool _showsProject = request.Version.Has(ProjectSince) && request.May("group:group_snapshot_project_attribute");

    /// <summary>An item of the short list.</summary>
    public static void WriteSummary(Utf8JsonWriter json, GroupSnapshotDescription snapshot)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, snapshot.Id.Value);
        json.WriteString("name"u8, snapshot.Name);
        json.WriteEndObject();
    }

    /// <summary>The answer to a create.</summary>
    public static void WriteCreated(Utf8JsonWriter json, GroupSnapshotDescription snapshot)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, snapshot.Id.Value);
        json.WriteString("name"u8, snapshot.Name);
        json.WriteString("group_type_id"u8, snapshot.GroupTypeId.Value);
        json.WriteEndObject();
    }

    /// <summary>The group snapshot of a look-up or of the long list.</summary>
    public void WriteDetail(Utf8JsonWriter json, GroupSnapshotDescription snapshot)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, snapshot.Id.Value);
        json.WriteString("group_id"u8, snapshot.GroupId.Value);
        json.WriteString("group_type_id"u8, snapshot.GroupTypeId.Value);
        json.WriteString("status"u8, WireName<GroupStatus>.Of(snapshot.Status));
        json.WriteDate("created_at"u8, snapshot.CreatedAt);
        json.WriteString("name"u8, snapshot.Name);
        json.WriteString("description"u8, snapshot.Description);
        if (_showsProject)
        {
            json.WriteString("project_id"u8, snapshot.ProjectId.Value);
        }

        json.WriteEndObject();
    }
}
