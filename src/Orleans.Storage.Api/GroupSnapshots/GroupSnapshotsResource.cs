using OrleansStorage.Api.Groups;
using OrleansStorage.Api.GroupTypes;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.GroupSnapshots;

/// <summary>/group_snapshots, since 3.14 (contract §21).</summary>
internal sealed class GroupSnapshotsResource(GroupSnapshotLookup snapshots, GroupSnapshotList list, GroupLookup groups, GroupTypeLookup groupTypes, GroupQuota quota) : IResource
{
    private const int Since = 14;
    private const int ResetSince = 19;
    private static readonly Schema Create = Body("group_snapshot", Object([("group_id", CommonSchemas.Id), ("name", TextOrNull), ("description", TextOrNull)], "group_id"));

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Post("/group_snapshots", CreateAsync, EndpointRules.For("group:create_group_snapshot", 202, Since, Create));
        routes.Get("/group_snapshots", request => list.AnswerAsync(request, isDetail: false), EndpointRules.For("group:get_all_group_snapshots", since: Since));
        routes.Get("/group_snapshots/detail", request => list.AnswerAsync(request, isDetail: true), EndpointRules.For("group:get_all_group_snapshots", since: Since));
        routes.Get("/group_snapshots/{id}", ShowAsync, EndpointRules.For("group:get_group_snapshot", since: Since));
        routes.Delete("/group_snapshots/{id}", DeleteAsync, EndpointRules.For("group:delete_group_snapshot", 202, Since) with { Find = snapshots.RequireAsync });
        routes.Action("/group_snapshots/{id}/action", "reset_status", ResetStatusAsync,
            EndpointRules.For("group:reset_group_snapshot_status", 202, ResetSince, GroupSchemas.ResetStatus) with { Find = snapshots.RequireAsync });
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("group_snapshot");
        var group = await groups.GetAsync(body.TextOrNull("group_id")!, request.Caller);
        var isConsistent = await groupTypes.IsConsistentAsync(group.GroupTypeId);
        List<QuotaReservation> reservations = [];
        foreach (var volume in isConsistent ? [] : await groups.VolumesAsync(group.Id))
        {
            reservations.Add(await quota.SnapshotAsync(volume));
        }

        var asked = new CreateGroupSnapshotRequest(GroupSnapshotId.New(), body.TextOrNull("name"), body.TextOrNull("description"), isConsistent);
        var snapshot = await quota.HoldAsync(group.ProjectId, reservations, () => groups.Grain(group.Id).CreateSnapshot(asked, request.Caller));
        request.Answer(202, "group_snapshot"u8, snapshot, GroupSnapshotView.WriteCreated);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var snapshot = await snapshots.GetAsync(request.Route("id"), request.Caller);
        request.Answer(200, "group_snapshot"u8, snapshot, new GroupSnapshotView(request).WriteDetail);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var (id, group) = await snapshots.FindAsync(request);
        await group.DeleteSnapshot(id, request.Caller);
        await request.Empty(202);
    }

    private async Task ResetStatusAsync(ApiRequest request)
    {
        var (id, group) = await snapshots.FindAsync(request);
        await group.ResetSnapshotStatus(id, GroupActions.StatusOf(request.Body.GetProperty("reset_status").TextOrNull("status")!, "GroupSnapshot"), request.Caller);
        await request.Empty(202);
    }
}
