using System.Collections.Frozen;
using System.Text.Json;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.Lists;

/// <summary>
/// Which filters members may use, by resource: the file that /resource_filters shows and that lists obey (contract §26). Immutable.
/// </summary>
internal static class ResourceFilters
{
    /// <summary>The whole file.</summary>
    public static JsonElement Document { get; } = EmbeddedJson.Read("resource_filters.json");

    /// <summary>The filters of one resource.</summary>
    public static FrozenSet<string> Of(string resource) =>
        Document.GetProperty("resource_filters").EnumerateArray().Single(row => row.GetProperty("resource").GetString() == resource)
            .GetProperty("filters").EnumerateArray().Select(f => f.GetString()!).ToFrozenSet();
}
