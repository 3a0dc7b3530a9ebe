using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Reconciliation;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Api.Operations;

/// <summary>/orleans-storage/backends/{name}/drift: where array, records and attachments differ. GET looks, POST mends and answers what was done. Ours, not Cinder's; for admins.</summary>
internal sealed class DriftResource(IGrainFactory grains) : IResource
{
    private const string Path = "/orleans-storage/backends/{name}/drift";
    private const string Policy = "orleans_storage:drift";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get(Path, async request => Answer(request, await (await FindAsync(request)).Compare()), EndpointRules.For(Policy));
        routes.Post(Path, async request => Answer(request, await (await FindAsync(request)).Reconcile()), EndpointRules.For(Policy));
    }

    /// <summary>By the pool's full name, host@backend#pool, or by the backend's own when it has one pool.</summary>
    private async Task<IReconcilerGrain> FindAsync(ApiRequest request)
    {
        var name = request.Route("name");
        var pools = (await grains.GetGrain<ISchedulerGrain>(0).GetPools()).Where(p => p.Backend.Value == name || p.BackendName == name).ToList();
        return pools.Count == 1 ? grains.GetGrain<IReconcilerGrain>(pools[0].Backend.Value)
            : throw (pools.Count == 0 ? ApiException.NotFound($"Backend {name} could not be found.") : ApiException.BadRequest($"Backend {name} has {pools.Count} pools: name one, host@backend#pool."));
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
        json.WriteList("differences"u8, drift.Differences, Write);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, Drift drift)
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
