using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Volumes;

namespace OrleansStorage.Api.VolumeActions;

/// <summary>POST /volumes/{id}/action (contract §8): the body's only key says what to do.</summary>
internal sealed class VolumeActionsResource(VolumeActionTable actions, VolumeLookup volumes) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Post("/volumes/{id}/action", InvokeAsync);

    private async Task InvokeAsync(ApiRequest request)
    {
        var name = ActionBody.NameOf(request.Body);
        var action = actions.Find(name) ?? throw ActionBody.Unknown(name);
        if (request.Version < action.Since)
        {
            throw ApiException.NoSuchResource();
        }

        SchemaValidator.Check(action.Body, request.Body);
        var id = request.Route("id");
        if (action.AdminPolicy is { } policy && !request.Caller.IsAdmin)
        {
            await volumes.GetAsync(id, request.Caller);
            throw ApiException.Forbidden(policy);
        }

        await action.InvokeAsync(new(request, id, volumes.Grain(id), request.Body.GetProperty(name)));
    }
}
