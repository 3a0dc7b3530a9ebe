using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Manageable;

/// <summary>
/// /manageable_volumes, since 3.8, and the older /os-volume-manage (contract §24). The array is read before anything is on record, so that the volume has its size, and its quota, from the beginning; what cannot be adopted
/// becomes a volume in error, as in Cinder.
/// </summary>
internal sealed class ManageableVolumesResource(ManageableHosts hosts, ManageableList list, VolumeLookup volumes, TypeCache types, QuotaHold quota, IOptions<CinderApiOptions> options) : IResource
{
    private const int Since = 8;
    private const int ClusterSince = 16;
    private const string Lists = "volume_extension:list_manageable";
    private static readonly EndpointRules Adopts = EndpointRules.For("volume_extension:volume_manage", 202) with { Body = ManageableSchemas.Volume };

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        foreach (var (path, since) in new[] { ("/manageable_volumes", Since), ("/os-volume-manage", 0) })
        {
            routes.Post(path, AdoptAsync, Adopts with { Since = new(since) });
            routes.Get(path, request => list.AnswerAsync(request, ArrayObjectKind.Volume, isDetail: false), EndpointRules.For(Lists, since: since));
            routes.Get(path + "/detail", request => list.AnswerAsync(request, ArrayObjectKind.Volume, isDetail: true), EndpointRules.For(Lists, since: since));
        }
    }

    private async Task AdoptAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("volume");
        var hasClusters = request.Version.Has(ClusterSince);
        var host = ManageableHosts.NameOf(body.TextOrNull("host"), hasClusters ? body.TextOrNull("cluster") : null, hasClusters);
        var pool = await hosts.FindAsync(host) ?? throw ApiException.BadRequest($"Host '{host.Name}' not found");
        var type = body.TextOrNull("volume_type") is { Length: > 0 } asked ? await types.ResolveAsync(asked, request.Caller) : await types.DefaultAsync(request.Caller.Project);
        type.RefuseEncryption();
        var wanted = await ReadAsync(body, pool, type);
        var id = VolumeId.New();
        var reservation = new QuotaReservation(id.Value, type.Id, type.Name, Volumes: 1, Snapshots: 0, wanted.SizeGiB, VolumeSizeGiB: wanted.SizeGiB);
        var volume = await quota.HoldAsync(request.Caller.Project, reservation, () => volumes.Grain(id).Adopt(wanted, request.Caller));
        var view = new VolumeView(request, Links.Of(request, options.Value, "volumes"), await types.GetAsync());
        request.Answer(202, "volume"u8, volume with { Status = VolumeStatus.Managing }, view.WriteAdopted);
    }

    private async Task<AdoptVolumeRequest> ReadAsync(JsonElement body, PoolReport pool, VolumeType type)
    {
        var (name, found, whyNot) = await hosts.ReadAsync(pool.Backend, ArrayObjectKind.Volume, body.GetProperty("ref"));
        return new()
        {
            Backend = pool.Backend, ArrayName = name, SizeGiB = found is null || whyNot is not null ? 0 : found.SizeGiB, WhyNot = whyNot, TypeId = type.Id, ExtraSpecs = type.ExtraSpecs,
            Name = body.TextOrNull("name")?.Trim(), Description = body.TextOrNull("description")?.Trim(), AvailabilityZone = body.TextOrNull("availability_zone") ?? pool.AvailabilityZone,
            Metadata = body.MapOrNull("metadata") ?? ImmutableSortedDictionary<string, string>.Empty, Bootable = body.BooleanOrNull("bootable") is true, SharedTargets = pool.SharedTargets,
        };
    }
}
