using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.GroupTypes;

/// <summary>Finds the group type that a path names, by id. Safe from any thread.</summary>
internal sealed class GroupTypeLookup(IGrainFactory grains)
{
    /// <summary>The grain of all group types.</summary>
    public IGroupTypesGrain Grain => grains.GetGrain<IGroupTypesGrain>(IGroupTypesGrain.Key);

    /// <summary>404 for a group type; <paramref name="id"/> is what the client wrote.</summary>
    public static ApiException NotFound(string id) => ApiException.NotFound($"Group type {id} could not be found.");

    /// <summary>The group type that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or the caller may not see it.</exception>
    public async Task<GroupType> GetAsync(ApiRequest request)
    {
        var text = request.Route("id");
        var type = GroupTypeId.TryParse(text, out var id) ? (await Grain.GetState()).FirstOrDefault(t => t.Id == id) : null;
        return type?.IsVisibleTo(request.Caller) is true ? type : throw NotFound(text);
    }
}
