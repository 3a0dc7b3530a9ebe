using OrleansStorage.Api.Idempotency;
using OrleansStorage.Api.Requests;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>/snapshots (contract §14).</summary>
internal sealed class SnapshotsResource(SnapshotLookup snapshots, SnapshotCreation creation, SnapshotList list, SnapshotActions actions, IdempotentCreates creates) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Post("/snapshots", request => creates.RunAsync(request, made => CreateAsync(request, made)), EndpointRules.For("volume:create_snapshot", 202, body: SnapshotSchemas.Create));
        routes.Get("/snapshots", request => list.AnswerAsync(request, isDetail: false), EndpointRules.For("volume:get_all_snapshots"));
        routes.Get("/snapshots/detail", request => list.AnswerAsync(request, isDetail: true), EndpointRules.For("volume:get_all_snapshots"));
        routes.Get("/snapshots/{id}", ShowAsync, EndpointRules.For("volume:get_snapshot"));
        routes.Put("/snapshots/{id}", UpdateAsync, EndpointRules.For("volume:update_snapshot", body: SnapshotSchemas.Update));
        routes.Delete("/snapshots/{id}", DeleteAsync, EndpointRules.For("volume:delete_snapshot", 202) with { Find = snapshots.RequireAsync });
        actions.Map(routes);
    }

    private async Task CreateAsync(ApiRequest request, NewResource made)
    {
        var snapshot = await creation.CreateAsync(request, made);
        request.Answer(202, "snapshot"u8, snapshot, new SnapshotView(request).WriteSummary);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var snapshot = await snapshots.GetAsync(request.Route("id"), request.Caller);
        request.Answer(200, "snapshot"u8, snapshot, new SnapshotView(request).WriteDetail);
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("snapshot");
        var change = new UpdateVolumeRequest(body.NewTextOrNull("name", "display_name"), body.NewTextOrNull("description", "display_description"), null);
        var (id, volume) = await snapshots.FindAsync(request.Route("id"));
        var snapshot = await volume.UpdateSnapshot(id, change, request.Caller);
        request.Answer(200, "snapshot"u8, snapshot, new SnapshotView(request).WriteSummary);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var (id, volume) = await snapshots.FindAsync(request.Route("id"));
        await volume.DeleteSnapshot(id, force: false, request.Caller);
        await request.Empty(202);
    }
}
