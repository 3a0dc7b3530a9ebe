using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Operations;

/// <summary>
/// /orleans-storage/backends/{name}/recover and claim: a record that is behind its array, and an array of another installation. GET of recover looks, POST does; both are an operator's word. Ours, not Cinder's;
/// for admins.
/// </summary>
internal sealed class RecordResource(BackendNames names) : IResource
{
    private const string RecoverPath = "/orleans-storage/backends/{name}/recover";
    private const string ClaimPath = "/orleans-storage/backends/{name}/claim";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get(RecoverPath, request => RecoverAsync(request, isDryRun: true), EndpointRules.For("orleans_storage:recover"));
        routes.Post(RecoverPath, request => RecoverAsync(request, isDryRun: false), EndpointRules.For("orleans_storage:recover"));
        routes.Post(ClaimPath, ClaimAsync, EndpointRules.For("orleans_storage:claim", body: Object([("from", Id)], "from")));
    }

    private async Task RecoverAsync(ApiRequest request, bool isDryRun)
    {
        var report = await (await names.FindReconcilerAsync(request)).Recover(isDryRun);
        request.Answer(200, "recover"u8, report, Write);
    }

    private async Task ClaimAsync(ApiRequest request)
    {
        var from = new InstallationId(Guid.Parse(request.Body.GetProperty("from").GetString()!));
        var standing = await (await names.FindBackendAsync(request)).Claim(from);
        request.Answer(200, "claim"u8, standing, static (json, stands) =>
        {
            json.WriteStartObject();
            json.WriteStanding(stands);
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, RecoverReport report)
    {
        json.WriteStartObject();
        json.WriteDate("at"u8, report.At);
        json.WriteBoolean("dry_run"u8, report.IsDryRun);
        json.WriteStanding(report.Standing);
        json.WriteString("error"u8, report.Error);
        json.WriteList("volumes"u8, report.Volumes, static (writer, volume) =>
        {
            writer.WriteStartObject();
            writer.WriteString("volume_id"u8, volume.VolumeId.ToString());
            writer.WriteNumber("known_epoch"u8, volume.Known);
            writer.WriteNumber("seen_epoch"u8, volume.Seen);
            writer.WriteList("steps"u8, volume.Steps, static (w, step) => w.WriteStringValue(step));
            writer.WriteString("result"u8, volume.Outcome);
            writer.WriteEndObject();
        });
        json.WriteList("unknown"u8, report.Unknown, DriftResource.Write);
        json.WriteEndObject();
    }
}
