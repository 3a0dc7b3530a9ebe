using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;
using OrleansStorage.Catalog;
using OrleansStorage.Scheduling;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Operations;

/// <summary>/orleans-storage/backends: what each array exports now beside what is recorded. Ours, not Cinder's; for admins, and what the demo checks itself by.</summary>
internal sealed class BackendsResource(IGrainFactory grains, ICatalog catalog) : IResource
{
    private const string Policy = "orleans_storage:backends";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/orleans-storage/backends", ShowAsync, EndpointRules.ForAdmins(Policy));

    private async Task ShowAsync(ApiRequest request)
    {
        var pools = await grains.GetGrain<ISchedulerGrain>(0).GetPools();
        List<(PoolReport Pool, IReadOnlyList<ArrayExport> Exports, IReadOnlyList<RecordedExport> Recorded)> backends = [];
        foreach (var pool in pools)
        {
            var listed = await grains.GetGrain<IBackendGrain>(pool.Backend.Value).ListExports();
            if (listed.ToError() is { } error)
            {
                throw error.ToException();
            }

            backends.Add((pool, listed.Value!, await catalog.ListExportsAsync(pool.Backend, request.Http.RequestAborted)));
        }

        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartArray("backends"u8);
        foreach (var (pool, exports, recorded) in backends)
        {
            Write(json, pool, exports, recorded);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PoolReport pool, IReadOnlyList<ArrayExport> exports, IReadOnlyList<RecordedExport> recorded)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, pool.Backend.Value);
        json.WriteNumber("running"u8, pool.Running);
        json.WriteNumber("waiting"u8, pool.Waiting);
        json.WriteStartArray("exports"u8);
        foreach (var export in exports)
        {
            json.WriteStartObject();
            json.WriteString("volume_id"u8, export.VolumeId?.ToString());
            json.WriteString("initiator"u8, export.Initiator);
            json.WriteString("target"u8, export.Location.TargetName);
            json.WriteNumber("lun"u8, export.Location.Lun);
            json.WriteBoolean("ours"u8, export.IsOurs);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("recorded"u8);
        foreach (var export in recorded)
        {
            json.WriteStartObject();
            json.WriteString("volume_id"u8, export.VolumeId.ToString());
            json.WriteString("host"u8, export.Host);
            json.WriteString("initiator"u8, export.Initiator);
            json.WriteString("phase"u8, WireName<ExportPhase>.Of(export.Phase));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
