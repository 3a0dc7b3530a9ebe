using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>POST /snapshots/{id}/action (contract §14).</summary>
internal sealed class SnapshotActions(SnapshotLookup snapshots)
{
    /// <summary>Does what the body's only key says.</summary>
    public Task InvokeAsync(ApiRequest request) => ActionBody.NameOf(request.Body) switch
    {
        "os-reset_status" => ResetStatusAsync(request),
        "os-force_delete" => ForceDeleteAsync(request),
        "os-update_snapshot_status" => UpdateStatusAsync(request),
        var name => throw ActionBody.Unknown(name),
    };

    private async Task ResetStatusAsync(ApiRequest request)
    {
        SchemaValidator.Check(SnapshotSchemas.ResetStatus, request.Body);
        var (snapshot, volume) = await FindForAdminAsync(request, "volume_extension:snapshot_admin_actions:reset_status");
        var word = request.Body.GetProperty("os-reset_status").TextOrNull("status");
        await volume.ResetSnapshotStatus(snapshot, StatusOf(word), request.Caller);
        await request.Empty(202);
    }

    private async Task ForceDeleteAsync(ApiRequest request)
    {
        var (snapshot, volume) = await FindForAdminAsync(request, "volume_extension:snapshot_admin_actions:force_delete");
        await volume.DeleteSnapshot(snapshot, force: true, request.Caller);
        await request.Empty(202);
    }

    /// <summary>A compute service that makes the snapshot itself says how it ended; only from creating and deleting.</summary>
    private async Task UpdateStatusAsync(ApiRequest request)
    {
        SchemaValidator.Check(SnapshotSchemas.UpdateStatus, request.Body);
        var snapshot = await snapshots.GetAsync(request.Route("id"), request.Caller);
        var word = request.Body.GetProperty("os-update_snapshot_status").TextOrNull("status");
        var status = WireName<SnapshotStatus>.Parse(word);
        var allowed = (snapshot.Status, status) is (SnapshotStatus.Creating, SnapshotStatus.Creating or SnapshotStatus.Available or SnapshotStatus.Error)
            or (SnapshotStatus.Deleting, SnapshotStatus.Deleting or SnapshotStatus.ErrorDeleting);
        if (!allowed)
        {
            throw ApiException.BadRequest($"Snapshot status {WireName<SnapshotStatus>.Of(snapshot.Status)} not allowed for update_snapshot_status");
        }

        var (id, volume) = await snapshots.FindAsync(request.Route("id"));
        await volume.ResetSnapshotStatus(id, status!.Value, request.Caller);
        await request.Empty(202);
    }

    private async Task<(SnapshotId Id, IVolumeGrain Volume)> FindForAdminAsync(ApiRequest request, string policy)
    {
        if (!request.Caller.IsAdmin)
        {
            await snapshots.GetAsync(request.Route("id"), request.Caller);
            throw ApiException.Forbidden(policy);
        }

        return await snapshots.FindAsync(request.Route("id"));
    }

    private static SnapshotStatus StatusOf(string? word) => WireName<SnapshotStatus>.Parse(word)
        ?? throw ApiException.BadRequest($"Snapshot status: {word} is invalid, valid statuses are: ('creating', 'available', 'deleting', 'error', 'error_deleting').");
}
