using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Groups;

/// <summary>/groups, since 3.13 (contract §21).</summary>
internal sealed class GroupsResource(GroupLookup groups, GroupCreation creation, GroupList list, GroupActions actions) : IResource
{
    /// <summary>The first minor version that has groups.</summary>
    public const int Since = 13;

    private const int CopiesSince = 14;

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Post("/groups", CreateAsync, EndpointRules.For("group:create", 202, Since, GroupSchemas.Create));
        routes.Get("/groups", request => list.AnswerAsync(request, isDetail: false), EndpointRules.For("group:get_all", since: Since) with { Query = ["list_volume"] });
        routes.Get("/groups/detail", request => list.AnswerAsync(request, isDetail: true), EndpointRules.For("group:get_all", since: Since) with { Query = ["list_volume"] });
        routes.Get("/groups/{id}", ShowAsync, EndpointRules.For("group:get", since: Since) with { Query = ["list_volume"] });
        routes.Put("/groups/{id}", UpdateAsync, EndpointRules.For("group:update", 202, Since, GroupSchemas.Update) with { Find = groups.RequireAsync });
        routes.Action("/groups/action", "create-from-src", CopyAsync, EndpointRules.For("group:create", 202, CopiesSince, GroupSchemas.CreateFromSource));
        actions.Map(routes);
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var group = await creation.CreateAsync(request);
        request.Answer(202, "group"u8, group, GroupView.WriteSummary);
    }

    private async Task CopyAsync(ApiRequest request)
    {
        var group = await creation.CopyAsync(request);
        request.Answer(202, "group"u8, group, GroupView.WriteSummary);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var group = await groups.GetAsync(request.Route("id"), request.Caller);
        var view = await groups.ViewAsync(request, [group]);
        request.Answer(200, "group"u8, group, view.WriteDetail);
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("group");
        var change = new UpdateGroupRequest(body.TextOrNull("name")?.Trim(), body.TextOrNull("description")?.Trim(), VolumesOf(body.TextOrNull("add_volumes"), "add"), VolumesOf(body.TextOrNull("remove_volumes"), "remove"));
        var group = await groups.GrainAsync(request);
        await group.Update(change, request.Caller);
        await request.Empty(202);
    }

    /// <summary>Ids with commas between them.</summary>
    private static ImmutableArray<VolumeId> VolumesOf(string? text, string verb) => text?.Trim(',') is not { Length: > 0 } list ? [] :
    [
        .. list.Split(',').Select(part => VolumeId.TryParse(part, out var id) ? id
            : throw ApiException.BadRequest($"Invalid volume: Cannot {verb} volume {part} because volume cannot be found.")),
    ];
}
