using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Backends;

namespace OrleansStorage.Api.Manageable;

/// <summary>GET /manageable_volumes and /manageable_snapshots: what an array has, ours or not (contract §24). Sorted and cut here: an array has no pages.</summary>
internal sealed class ManageableList(ManageableHosts hosts, IOptions<CinderApiOptions> options)
{
    private const int ClusterSince = 17;
    private const string DefaultKey = "reference";

    private static readonly FrozenDictionary<string, string> SortKeys = new Dictionary<string, string> { [DefaultKey] = DefaultKey, ["size"] = "size" }.ToFrozenDictionary();

    /// <summary>Answers one.</summary>
    public async Task AnswerAsync(ApiRequest request, ArrayObjectKind kind, bool isDetail)
    {
        var hasClusters = request.Version.Has(ClusterSince);
        var host = ManageableHosts.NameOf(request.Query("host"), hasClusters ? request.Query("cluster") : null, hasClusters);
        var (limit, offset, sort) = (Paging.Limit(request, options.Value.MaxPageSize), Paging.Offset(request), Sorting.Read(request, SortKeys, DefaultKey));
        var pool = await hosts.FindAsync(host) ?? throw ApiException.NotFound(host.IsCluster
            ? $"Cluster {host.Name} could not be found."
            : $"Service cinder-volume could not be found on host {host.Name.Split('#')[0]}.");
        var found = await hosts.ListAsync(pool.Backend, kind);
        var isDescending = sort.IsEmpty || sort[0].Descending;
        var bySize = !sort.IsEmpty && sort[0].Field == "size";
        var ordered = bySize ? found.OrderBy(o => o.SizeBytes).ThenBy(o => o.Name, StringComparer.Ordinal) : found.OrderBy(o => o.Name, StringComparer.Ordinal);
        var page = (isDescending ? ordered.Reverse() : ordered).Skip(offset).Take(limit);
        request.AnswerList(kind == ArrayObjectKind.Volume ? "manageable-volumes"u8 : "manageable-snapshots"u8, page, (json, o) => Write(json, o, kind, isDetail));
    }

    private static void Write(Utf8JsonWriter json, ArrayObject found, ArrayObjectKind kind, bool isDetail)
    {
        json.WriteStartObject();
        WriteReference(json, "reference"u8, found.Name);
        json.WriteNumber("size"u8, found.SizeGiB);
        json.WriteBoolean("safe_to_manage"u8, found.WhyNotSafe is null);
        if (kind == ArrayObjectKind.Snapshot)
        {
            WriteReference(json, "source_reference"u8, found.SourceName!);
        }

        if (isDetail)
        {
            json.WriteString("reason_not_safe"u8, found.WhyNotSafe);
            json.WriteIdOrNull("cinder_id"u8, found.SnapshotId?.Value ?? found.VolumeId?.Value);
            json.WriteNull("extra_info"u8);
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, ReadOnlySpan<byte> key, string name)
    {
        json.WriteStartObject(key);
        json.WriteString("source-name"u8, name);
        json.WriteEndObject();
    }
}
