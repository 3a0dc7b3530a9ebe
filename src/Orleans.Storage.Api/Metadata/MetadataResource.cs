using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Domain.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Metadata;

/// <summary>The metadata calls of one kind of object (contract §13, §14): the same paths and bodies for each.</summary>
internal sealed class MetadataResource(MetadataOwner owner) : IResource
{
    private const int EtagSince = 15;
    private static readonly Schema Whole = new() { Types = JsonTypes.Object, Properties = [("metadata", CommonSchemas.Metadata)], Required = ["metadata"], AllowsMore = true };
    private static readonly Schema Single = new() { Types = JsonTypes.Object, Properties = [("meta", CommonSchemas.Metadata)], Required = ["meta"], AllowsMore = true };

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        var path = owner.Path + "/metadata";
        routes.Get(path, ListAsync, EndpointRules.For(owner.ReadPolicy));
        routes.Post(path, MergeAsync, Changes(owner.CreatePolicy, Whole));
        routes.Put(path, ReplaceAsync, Changes(owner.UpdatePolicy, Whole));
        routes.Get(path + "/{key}", ShowAsync, EndpointRules.For(owner.ReadPolicy));
        routes.Put(path + "/{key}", SetAsync, Changes(owner.UpdatePolicy, Single));
        routes.Delete(path + "/{key}", DeleteAsync, Changes(owner.DeletePolicy, null));
    }

    private EndpointRules Changes(string policy, Schema? body) => EndpointRules.For(policy, body: body) with { Find = owner.ReadAsync };

    private async Task ListAsync(ApiRequest request)
    {
        var metadata = await owner.ReadAsync(request);
        if (HasEtag(request))
        {
            request.Http.Response.Headers.ETag = MetadataTag.Of(metadata);
        }

        request.AnswerMetadata(metadata);
    }

    private async Task MergeAsync(ApiRequest request)
    {
        var entries = request.Body.MapOrNull("metadata")!.ToImmutableDictionary(e => e.Key, e => (string?)e.Value);
        request.AnswerMetadata(await owner.MergeAsync(request, entries, BeliefOf(request)));
    }

    private async Task ReplaceAsync(ApiRequest request)
    {
        request.AnswerMetadata(await owner.ReplaceAsync(request, request.Body.MapOrNull("metadata")!, BeliefOf(request)));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var (key, value) = await FindAsync(request);
        AnswerOne(request, key, value);
    }

    private async Task SetAsync(ApiRequest request)
    {
        var (key, value) = SingleEntry.Read(request, request.Body.GetProperty("meta"));
        await owner.MergeAsync(request, ImmutableDictionary<string, string?>.Empty.Add(key, value), BeliefOf(request));
        AnswerOne(request, key, value!); // The schema lets no null pass.
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var (key, _) = await FindAsync(request);
        await owner.MergeAsync(request, ImmutableDictionary<string, string?>.Empty.Add(key, null), BeliefOf(request));
        await request.Empty(200);
    }

    private async Task<(string Key, string Value)> FindAsync(ApiRequest request)
    {
        var key = request.Route("key");
        return (await owner.ReadAsync(request)).TryGetValue(key, out var value) ? (key, value)
            : throw ApiException.NotFound($"{owner.Word} {request.Route("id")} has no metadata with key {key}.");
    }

    private bool HasEtag(ApiRequest request) => owner.HasEtag && request.Version.Has(EtagSince);

    private IfMatch? BeliefOf(ApiRequest request) => HasEtag(request) ? IfMatchHeader.Read(request.Http.Request.Headers.IfMatch) : null;

    private static void AnswerOne(ApiRequest request, string key, string value)
    {
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteMap("meta"u8, [KeyValuePair.Create(key, value)]);
        json.WriteEndObject();
    }
}
