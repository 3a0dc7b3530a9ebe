using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Scheduling;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Operations;

/// <summary>/orleans-storage/backends: its queue, its breaker, and what each array exports now beside what is recorded. Ours, not Cinder's; for admins, and what the demo checks itself by.</summary>
internal sealed class BackendsResource(IGrainFactory grains, ICatalog catalog) : IResource
{
    private const string Policy = "orleans_storage:backends";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/orleans-storage/backends", ShowAsync, EndpointRules.For(Policy));

    /// <summary>All arrays are asked at once, and one that does not answer keeps back nothing but its own exports.</summary>
    private async Task ShowAsync(ApiRequest request)
    {
        var pools = await grains.GetGrain<ISchedulerGrain>(0).GetPools();
        var backends = await Task.WhenAll(pools.Select(async pool =>
            (Pool: pool, Listed: await grains.GetBackend(pool.Backend).ListExports(), Recorded: await catalog.ListExportsAsync(pool.Backend, request.Http.RequestAborted))));
        request.AnswerList("backends"u8, backends, static (json, backend) => Write(json, backend.Pool, backend.Listed, backend.Recorded));
    }

    private static void Write(Utf8JsonWriter json, PoolReport pool, ArrayOutcome<IReadOnlyList<ArrayExport>> listed, IReadOnlyList<RecordedExport> recorded)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, pool.Backend.Value);
        WriteQueue(json, pool);
        json.WriteStanding(pool.Standing);
        if (listed.ToError() is { } error)
        {
            json.WriteNull("exports"u8);
            json.WriteString("exports_error"u8, error.Message);
        }
        else
        {
            WriteExports(json, listed.Value!);
        }

        json.WriteList("recorded"u8, recorded, static (writer, export) =>
        {
            writer.WriteStartObject();
            writer.WriteString("volume_id"u8, export.VolumeId.ToString());
            writer.WriteString("host"u8, export.Host);
            writer.WriteString("initiator"u8, export.Initiator);
            writer.WriteString("phase"u8, WireName<ExportPhase>.Of(export.Phase));
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    }

    private static void WriteExports(Utf8JsonWriter json, IReadOnlyList<ArrayExport> exports) =>
        json.WriteList("exports"u8, exports, static (writer, export) =>
        {
            writer.WriteStartObject();
            writer.WriteString("volume_id"u8, export.VolumeId?.ToString());
            writer.WriteString("initiator"u8, export.Initiator);
            writer.WriteString("target"u8, export.Location.TargetName);
            writer.WriteNumber("lun"u8, export.Location.Lun);
            writer.WriteBoolean("ours"u8, export.IsOurs);
            writer.WriteNumberOrNull("sessions"u8, export.Sessions);
            writer.WriteEndObject();
        });

    private static void WriteQueue(Utf8JsonWriter json, PoolReport pool)
    {
        json.WriteNumber("running"u8, pool.Running);
        json.WriteNumber("waiting"u8, pool.Waiting);
        json.WriteNumber("estimated_wait_ms"u8, (long)pool.EstimatedWait.TotalMilliseconds);
        json.WriteString("breaker"u8, WireName<BreakerState>.Of(pool.Breaker));
        json.WriteList("lanes"u8, pool.Lanes, static (writer, lane) =>
        {
            writer.WriteStartObject();
            writer.WriteString("lane"u8, WireName<AdmissionLane>.Of(lane.Lane));
            writer.WriteNumber("waiting"u8, lane.Waiting);
            writer.WriteNumber("granted"u8, lane.Granted);
            writer.WriteNumber("refused"u8, lane.Refused);
            writer.WriteEndObject();
        });
    }
}
