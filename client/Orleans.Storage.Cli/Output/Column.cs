using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrleansStorage.Cli.Output;

/// <summary>One column of a table of JSON objects. Immutable.</summary>
/// <param name="Header">Its heading.</param>
/// <param name="Read">Its cell for one object.</param>
public sealed record Column(string Header, Func<JsonObject, string> Read)
{
    /// <summary>A column that shows one field, named as the API names it.</summary>
    public static Column Of(string header, string field) => new(header, item => Text(item[field]));

    /// <summary>A value as people read it: nothing for null, bare text, the parts of lists and objects separated by commas.</summary>
    public static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonArray list => string.Join(", ", list.Select(Text)),
        JsonObject entries => string.Join(", ", entries.Select(entry => $"{entry.Key}={Text(entry.Value)}")),
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => value.ToJsonString(),
    };
}
