using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>
/// The hints beside a new volume (contract §7.2): <c>same_host</c> and <c>different_host</c> name volumes, whose pools are then the only ones, or none of those that are asked. The filters that would read the others
/// are not among Cinder's defaults, so those are checked and not followed.
/// </summary>
internal sealed class PlacementHints(VolumeLookup volumes)
{
    /// <summary>The request with what its hints say about pools.</summary>
    public async ValueTask<CreateVolumeRequest> AddAsync(ApiRequest request, CreateVolumeRequest wanted)
    {
        if (!request.Body.TryGet(VolumeSchemas.Hints, out var hints))
        {
            return wanted;
        }

        return wanted with
        {
            OnlyBackends = hints.TryGet("same_host", out var same) ? await PoolsOfAsync(same, request.Caller) : null,
            NotBackends = hints.TryGet("different_host", out var other) ? await PoolsOfAsync(other, request.Caller) : [],
        };
    }

    /// <summary>A volume that is not there, or not the caller's, is on no pool.</summary>
    private async Task<ImmutableArray<BackendId>> PoolsOfAsync(JsonElement idOrIds, Caller caller)
    {
        var ids = idOrIds.ValueKind == JsonValueKind.Array ? idOrIds.EnumerateArray().Select(id => id.Text()).ToList() : [idOrIds.Text()];
        var found = await Task.WhenAll(ids.Distinct().Select(id => volumes.Grain(id).GetState()));
        return [.. found.OfType<VolumeDescription>().Where(v => caller.MaySee(v.ProjectId)).Select(v => v.Backend).OfType<BackendId>().Distinct()];
    }
}
