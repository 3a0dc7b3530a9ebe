using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Types;

/// <summary>/types/{id}/extra_specs (contract §15). A type that any volume has cannot be changed.</summary>
internal sealed class ExtraSpecsResource(TypeLookup types) : IResource
{
    private const string Policy = "volume_extension:types_extra_specs:";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        const string path = "/types/{id}/extra_specs";
        routes.Get(path, ListAsync, EndpointRules.For(Policy + "index"));
        routes.Post(path, MergeAsync, EndpointRules.For(Policy + "create", body: TypeSchemas.MergeSpecs));
        routes.Get(path + "/{key}", ShowAsync, EndpointRules.For(Policy + "show"));
        routes.Put(path + "/{key}", SetAsync, EndpointRules.For(Policy + "update", body: TypeSchemas.SetSpec));
        routes.Delete(path + "/{key}", DeleteAsync, EndpointRules.For(Policy + "delete", 202));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteMap("extra_specs"u8, TypeView.VisibleSpecs(type, request));
        json.WriteEndObject();
    }

    private async Task MergeAsync(ApiRequest request)
    {
        var id = (await types.GetAsync(request)).Id;
        await types.ChangeAsync(grain => grain.MergeExtraSpecs(id, TypesResource.ReadSpecs(request.Body)));
        request.Echo(200);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var (_, key, value) = await FindAsync(request);
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteString(key, value);
        json.WriteEndObject();
    }

    private async Task SetAsync(ApiRequest request)
    {
        var (key, value) = SingleEntry.Read(request, request.Body);
        var id = (await types.GetAsync(request)).Id;
        await types.ChangeAsync(grain => grain.MergeExtraSpecs(id, ImmutableDictionary<string, string?>.Empty.Add(key, value)));
        request.Echo(200);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var (id, key, _) = await FindAsync(request);
        await types.ChangeAsync(grain => grain.MergeExtraSpecs(id, ImmutableDictionary<string, string?>.Empty.Add(key, null)));
        await request.Empty(202);
    }

    private async Task<(VolumeTypeId Id, string Key, string Value)> FindAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        var key = request.Route("key");
        foreach (var spec in TypeView.VisibleSpecs(type, request))
        {
            if (spec.Key == key)
            {
                return (type.Id, key, spec.Value);
            }
        }

        throw ApiException.NotFound($"Volume Type {type.Id} has no extra specs with key {key}.");
    }
}
