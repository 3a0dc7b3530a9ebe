using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Volumes;

namespace OrleansStorage.Api.VolumeActions;

/// <summary>POST /volumes/{id}/action (contract §8).</summary>
internal sealed class VolumeActionsResource(IEnumerable<VolumeAction> actions, VolumeLookup volumes) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        foreach (var action in actions)
        {
            routes.Action("/volumes/{id}/action", action.Name, request => InvokeAsync(request, action), action.Rules with { Find = volumes.RequireAsync });
        }
    }

    private Task InvokeAsync(ApiRequest request, VolumeAction action)
    {
        var id = request.Route("id");
        return action.InvokeAsync(new(request, id, volumes.Grain(id), request.Body.GetProperty(action.Name)));
    }
}
