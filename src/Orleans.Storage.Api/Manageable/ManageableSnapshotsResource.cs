using System.Collections.Immutable;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Snapshots;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Manageable;

/// <summary>/manageable_snapshots, since 3.8, and the older /os-snapshot-manage (contract §24), as <see cref="ManageableVolumesResource"/>.</summary>
internal sealed class ManageableSnapshotsResource(ManageableHosts hosts, ManageableList list, VolumeLookup volumes, TypeCache types, QuotaHold quota) : IResource
{
    private const int Since = 8;
    private const string Lists = "snapshot_extension:list_manageable";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        foreach (var (path, since) in new[] { ("/manageable_snapshots", Since), ("/os-snapshot-manage", 0) })
        {
            routes.Post(path, AdoptAsync, EndpointRules.For("snapshot_extension:snapshot_manage", 202, since, ManageableSchemas.Snapshot));
            routes.Get(path, request => list.AnswerAsync(request, ArrayObjectKind.Snapshot, isDetail: false), EndpointRules.For(Lists, since: since));
            routes.Get(path + "/detail", request => list.AnswerAsync(request, ArrayObjectKind.Snapshot, isDetail: true), EndpointRules.For(Lists, since: since));
        }
    }

    private async Task AdoptAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("snapshot");
        var volume = await volumes.GetAsync(body.TextOrNull("volume_id")!, request.Caller);
        var pool = volume.Backend ?? throw StorageError.InvalidVolume($"Volume {volume.Id} is on no backend.").ToException();
        var (name, found, whyNot) = await hosts.ReadAsync(pool, ArrayObjectKind.Snapshot, body.GetProperty("ref"));
        var wanted = new AdoptSnapshotRequest(SnapshotId.New(), name, found is null || whyNot is not null ? 0 : found.SizeGiB, whyNot, body.TextOrNull("name")?.Trim(),
            body.TextOrNull("description")?.Trim(), body.MapOrNull("metadata") ?? ImmutableSortedDictionary<string, string>.Empty);
        var type = (await types.GetAsync()).NameOf(volume.TypeId);
        var reservation = new QuotaReservation(wanted.Id.Value, volume.TypeId, type, Volumes: 0, Snapshots: 1, wanted.SizeGiB, VolumeSizeGiB: 0);
        var snapshot = await quota.HoldAsync(volume.ProjectId, reservation, () => volumes.Grain(volume.Id).AdoptSnapshot(wanted, request.Caller));
        request.Answer(202, "snapshot"u8, snapshot with { Status = SnapshotStatus.Creating }, new SnapshotView(request).WriteSummary);
    }
}
