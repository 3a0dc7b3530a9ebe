using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Operations;

/// <summary>
/// /orleans-storage/backends/{name}/drift: where array, records and attachments differ. GET looks, POST mends and answers what was done; a POST that names volumes which are not on record removes their exports from the
/// array where no session is open, and nothing else. Ours, not Cinder's; for admins.
/// </summary>
internal sealed class DriftResource(BackendNames names) : IResource
{
    private const string Path = "/orleans-storage/backends/{name}/drift";
    private const string Policy = "orleans_storage:drift";
    private static readonly Schema Volumes = Object([("remove", new() { Types = JsonTypes.Array, Items = Id })]);

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, async request => Answer(request, await (await names.FindReconcilerAsync(request)).Compare()), EndpointRules.For(Policy));
        routes.Post(Path, PostAsync, EndpointRules.For(Policy, body: Volumes));
    }

    private async Task PostAsync(ApiRequest request)
    {
        var reconciler = await names.FindReconcilerAsync(request);
        if (!request.Body.TryGetProperty("remove", out var remove))
        {
            Answer(request, await reconciler.Reconcile());
            return;
        }

        ImmutableArray<VolumeId> volumes = [.. remove.EnumerateArray().Select(v => new VolumeId(Guid.Parse(v.GetString()!)))];
        var removed = await reconciler.RemoveUnknown(volumes);
        Answer(request, (await reconciler.Compare()) with { IsDryRun = false, Differences = removed });
    }

    private static void Answer(ApiRequest request, ReconcileReport report) => request.Answer(200, "drift"u8, report, static (json, drift) =>
    {
        json.WriteStartObject();
        json.WriteDate("at"u8, drift.At);
        json.WriteBoolean("dry_run"u8, drift.IsDryRun);
        json.WriteNumber("recorded"u8, drift.Recorded);
        json.WriteNumber("on_array"u8, drift.OnArray);
        json.WriteNumber("attachments"u8, drift.Attachments);
        json.WriteNumber("settled_operations"u8, drift.SettledOperations);
        json.WriteString("error"u8, drift.Error);
        json.WriteStanding(drift.Standing);
        json.WriteList("differences"u8, drift.Differences, Write);
        json.WriteEndObject();
    });

    /// <summary>Writes one difference.</summary>
    public static void Write(Utf8JsonWriter json, Drift drift)
    {
        json.WriteStartObject();
        json.WriteString("kind"u8, WireName<DriftKind>.Of(drift.Kind));
        json.WriteString("action"u8, WireName<DriftAction>.Of(drift.Action));
        json.WriteString("reason"u8, drift.Reason);
        json.WriteIdOrNull("volume_id"u8, drift.VolumeId?.Value);
        json.WriteString("host"u8, drift.Host);
        json.WriteString("initiator"u8, drift.Initiator);
        json.WriteString("target"u8, drift.TargetName);
        json.WriteNumberOrNull("lun"u8, drift.Lun);
        json.WriteNumberOrNull("sessions"u8, drift.Sessions);
        json.WriteString("result"u8, drift.Outcome);
        json.WriteEndObject();
    }
}
