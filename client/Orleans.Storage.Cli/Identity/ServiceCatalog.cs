using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Identity;

/// <summary>Where Keystone's catalog says that block storage is.</summary>
internal static class ServiceCatalog
{
    /// <summary>What the service is called there: its name for version 3, and the official one with its aliases.</summary>
    private static readonly string[] Types = ["volumev3", "block-storage", "block-store", "volume"];

    /// <summary>The API's address.</summary>
    /// <param name="catalog">The catalog of a token.</param>
    /// <param name="cloud">Says which region and interface; every region and <c>public</c> when it says nothing.</param>
    /// <exception cref="EndpointException">There is no such endpoint.</exception>
    public static Uri BlockStorage(JsonArray catalog, CloudSettings cloud)
    {
        var side = cloud["interface", "endpoint_type"]?.Replace("URL", "", StringComparison.Ordinal) ?? "public";
        var region = cloud["region_name"];
        var endpoints = Types.SelectMany(type => catalog.OfType<JsonObject>().Where(service => Text(service, "type") == type))
            .SelectMany(service => service["endpoints"] as JsonArray ?? []).OfType<JsonObject>();
        var found = endpoints.FirstOrDefault(e => Text(e, "interface") == side
            && (region is null || Text(e, "region_id") == region || Text(e, "region") == region));
        return Uri.TryCreate(Text(found, "url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? WithVersion(url)
            : throw new EndpointException($"Keystone's catalog has no {side} endpoint of block storage ({string.Join(", ", Types)})"
                + $"{(region is null ? "" : $" in region {region}")}; --endpoint may name one.");
    }

    /// <summary>A catalog can name the service's root, and the project behind the version.</summary>
    private static Uri WithVersion(Uri url) =>
        url.Segments.Any(segment => segment.TrimEnd('/') == "v3") ? url : new(url.AbsoluteUri.TrimEnd('/') + "/v3");

    private static string? Text(JsonObject? holder, string key) =>
        holder?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
