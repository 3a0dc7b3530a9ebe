using Microsoft.Extensions.Options;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Operations;

namespace OrleansStorage.Api.Operations;

/// <summary>/orleans-storage/volumes/{id}/timeline: every operation of a volume, newest first, for its owner and for admins. Ours, not Cinder's.</summary>
internal sealed class TimelineResource(VolumeLookup volumes, IOptions<CinderApiOptions> options) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/orleans-storage/volumes/{id}/timeline", ShowAsync, EndpointRules.For("orleans_storage:timeline"));

    private async Task ShowAsync(ApiRequest request)
    {
        var limit = Paging.Limit(request, options.Value.MaxPageSize);
        var entries = limit == 0 ? [] : await volumes.Grain(request.Route("id")).GetTimeline(limit, request.Query("marker") is { Length: > 0 } marker ? marker : null, request.Caller);
        request.AnswerList("timeline"u8, entries, TimelineView.Write);
    }
}
