using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.GroupTypes;

/// <summary>/group_types/{id}/group_specs (contract §21), since 3.11.</summary>
internal sealed class GroupSpecsResource(GroupTypeLookup types) : IResource
{
    private const int Since = 11;
    private const string Policy = "group:group_types_specs:";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        const string path = "/group_types/{id}/group_specs";
        routes.Get(path, ListAsync, EndpointRules.For(Policy + "get_all", since: Since));
        routes.Post(path, MergeAsync, EndpointRules.For(Policy + "create", 202, Since, GroupTypeSchemas.MergeSpecs));
        routes.Get(path + "/{key}", ShowAsync, EndpointRules.For(Policy + "get", since: Since));
        routes.Put(path + "/{key}", SetAsync, EndpointRules.For(Policy + "update", since: Since, body: GroupTypeSchemas.SetSpec));
        routes.Delete(path + "/{key}", DeleteAsync, EndpointRules.For(Policy + "delete", 202, Since));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteMap("group_specs"u8, type.Specs);
        json.WriteEndObject();
    }

    private async Task MergeAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        await types.Grain.MergeSpecs(type.Id, GroupTypesResource.Specs(request.Body));
        request.Echo(202);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var (key, value) = await FindAsync(request);
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteString(key, value);
        json.WriteEndObject();
    }

    private async Task SetAsync(ApiRequest request)
    {
        var (key, value) = SingleEntry.Read(request, request.Body);
        await MergeAsync(request, key, value);
        request.Echo(200);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        await FindAsync(request);
        await MergeAsync(request, request.Route("key"), null);
        await request.Empty(202);
    }

    private async Task MergeAsync(ApiRequest request, string key, string? value) =>
        await types.Grain.MergeSpecs((await types.GetAsync(request)).Id, ImmutableDictionary<string, string?>.Empty.Add(key, value));

    private async Task<(string Key, string Value)> FindAsync(ApiRequest request)
    {
        var (type, key) = (await types.GetAsync(request), request.Route("key"));
        return type.Specs.TryGetValue(key, out var value) ? (key, value) : throw ApiException.NotFound($"Group Type {type.Id} has no specs with key {key}.");
    }
}
