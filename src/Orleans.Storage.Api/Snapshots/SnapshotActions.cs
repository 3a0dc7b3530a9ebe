using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>POST /snapshots/{id}/action (contract §14).</summary>
internal sealed class SnapshotActions(SnapshotLookup snapshots)
{
    private const string Path = "/snapshots/{id}/action";
    private const string Admin = "volume_extension:snapshot_admin_actions:";

    /// <summary>Maps them.</summary>
    public void Map(ApiRoutes routes)
    {
        Map("os-reset_status", ResetStatusAsync, EndpointRules.For(Admin + "reset_status", 202, body: SnapshotSchemas.ResetStatus));
        Map("os-force_delete", ForceDeleteAsync, EndpointRules.For(Admin + "force_delete", 202));
        Map("os-update_snapshot_status", UpdateStatusAsync, EndpointRules.For("snapshot_extension:snapshot_actions:update_snapshot_status", 202, body: SnapshotSchemas.UpdateStatus));

        Map("os-unmanage", UnmanageAsync, EndpointRules.For("snapshot_extension:snapshot_unmanage", 202));

        void Map(string name, Func<ApiRequest, Task> handle, EndpointRules rules) => routes.Action(Path, name, handle, rules with { Find = snapshots.RequireAsync });
    }

    private async Task ResetStatusAsync(ApiRequest request)
    {
        var (snapshot, volume) = await snapshots.FindAsync(request.Route("id"));
        var word = request.Body.GetProperty("os-reset_status").TextOrNull("status");
        await volume.ResetSnapshotStatus(snapshot, StatusOf(word), request.Caller);
        await request.Empty(202);
    }

    private async Task ForceDeleteAsync(ApiRequest request)
    {
        var (snapshot, volume) = await snapshots.FindAsync(request.Route("id"));
        await volume.DeleteSnapshot(snapshot, force: true, request.Caller);
        await request.Empty(202);
    }

    /// <summary>A compute service that makes the snapshot itself says how it ended; only from creating and deleting.</summary>
    private async Task UpdateStatusAsync(ApiRequest request)
    {
        var (snapshot, volume) = await snapshots.FindAsync(request.Route("id"));
        var body = request.Body.GetProperty("os-update_snapshot_status");
        await volume.ReportSnapshot(snapshot, StatusOf(body.TextOrNull("status")), body.TextOrNull("progress"), request.Caller);
        await request.Empty(202);
    }

    private async Task UnmanageAsync(ApiRequest request)
    {
        var (snapshot, volume) = await snapshots.FindAsync(request.Route("id"));
        await volume.UnmanageSnapshot(snapshot, request.Caller);
        await request.Empty(202);
    }

    private static SnapshotStatus StatusOf(string? word) => WireName<SnapshotStatus>.Parse(word)
        ?? throw ApiException.BadRequest($"Snapshot status: {word} is invalid, valid statuses are: ('creating', 'available', 'deleting', 'error', 'error_deleting').");
}
