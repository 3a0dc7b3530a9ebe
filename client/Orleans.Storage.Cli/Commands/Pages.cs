using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Commands;

/// <summary>Lists that the API hands out in pages.</summary>
internal static class Pages
{
    private const int Limit = 1000;

    /// <summary>Reads every page of a list; the last one is the one that is not full.</summary>
    /// <param name="api">The API.</param>
    /// <param name="path">The list, with its query.</param>
    /// <param name="collection">The key of the list in the answer.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<List<JsonObject>> ReadAsync(CinderApi api, string path, string collection, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        while (true)
        {
            var marker = all.Count == 0 ? "" : $"&marker={all[^1]["id"]!.GetValue<string>()}";
            var page = (await api.GetAsync($"{path}{separator}limit={Limit}{marker}", cancellationToken))[collection]!.AsArray();
            all.AddRange(page.Select(item => item!.AsObject()));
            if (page.Count < Limit)
                return all;
        }
    }
}
