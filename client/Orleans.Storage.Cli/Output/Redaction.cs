using System.Text.Json.Nodes;

namespace OrleansStorage.Cli.Output;

/// <summary>Keeps what lets a host or a caller in from terminals, logs of jobs and pasted tickets. Pure.</summary>
internal static class Redaction
{
    private const string Hidden = "***";

    /// <summary>The same without its secrets; what is given is left as it is.</summary>
    public static JsonNode Of(JsonNode node)
    {
        var copy = node.DeepClone();
        Hide(copy);
        return copy;
    }

    private static void Hide(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Hide(item);
        }
        if (node is not JsonObject entries) return;
        foreach (var (key, value) in entries.ToList())
        {
            if (value is JsonValue && IsSecret(key)) entries[key] = Hidden;
            else Hide(value);
        }
    }

    private static bool IsSecret(string key) =>
        key.EndsWith("password", StringComparison.OrdinalIgnoreCase) || key.Contains("secret", StringComparison.OrdinalIgnoreCase)
        || key.Equals("auth_key", StringComparison.OrdinalIgnoreCase);
}
