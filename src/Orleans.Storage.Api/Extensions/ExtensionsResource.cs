using System.Text.Json;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Extensions;

/// <summary>/extensions and /resource_filters (contract §26): fixed lists, since Cinder's extensions are always there. Read from the assembly once.</summary>
internal sealed class ExtensionsResource : IResource
{
    private const int FiltersSince = 33;
    private readonly JsonElement _extensions = EmbeddedJson.Read("extensions.json");

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/extensions", ListAsync, EndpointRules.For(null));
        routes.Get("/resource_filters", ListFiltersAsync, EndpointRules.For(null, since: FiltersSince));
    }

    private Task ListAsync(ApiRequest request)
    {
        using var json = request.BeginJson(200);
        _extensions.WriteTo(json);
        return Task.CompletedTask;
    }

    private Task ListFiltersAsync(ApiRequest request)
    {
        var resource = request.Query("resource");
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartArray("resource_filters"u8);
        foreach (var row in ResourceFilters.Document.GetProperty("resource_filters").EnumerateArray())
        {
            if (resource is null || row.GetProperty("resource").GetString() == resource)
            {
                row.WriteTo(json);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return Task.CompletedTask;
    }
}
