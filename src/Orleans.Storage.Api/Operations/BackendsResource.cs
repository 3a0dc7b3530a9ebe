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
            var listed = await grains.GetBackend(pool.Backend).ListExports();
            if (listed.ToError() is { } error)
            {
                throw error.ToException();
            }

            backends.Add((pool, listed.Value!, await catalog.ListExportsAsync(pool.Backend, request.Http.RequestAborted)));
        }

        request.AnswerList("backends"u8, backends, static (json, backend) => Write(json, backend.Pool, backend.Exports, backend.Recorded));
    }

    private static void Write(Utf8JsonWriter json, PoolReport pool, IReadOnlyList<ArrayExport> exports, IReadOnlyList<RecordedExport> recorded)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, pool.Backend.Value);
        json.WriteNumber("running"u8, pool.Running);
        json.WriteNumber("waiting"u8, pool.Waiting);
        json.WriteList("exports"u8, exports, static (writer, export) =>
        {
            writer.WriteStartObject();
            writer.WriteString("volume_id"u8, export.VolumeId?.ToString());
            writer.WriteString("initiator"u8, export.Initiator);
            writer.WriteString("target"u8, export.Location.TargetName);
            writer.WriteNumber("lun"u8, export.Location.Lun);
            writer.WriteBoolean("ours"u8, export.IsOurs);
            writer.WriteEndObject();
        });
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
}
