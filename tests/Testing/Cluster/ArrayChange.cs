using System.Text.Json;

namespace OrleansStorage.Testing.Cluster;

/// <summary>One line of an array's log. Immutable.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Verb">What was done; <c>Start</c> when the array started, without exports.</param>
/// <param name="Volume">The volume.</param>
/// <param name="Initiator">The initiator, for exports.</param>
/// <param name="Epoch">The epoch of the call.</param>
public sealed record ArrayChange(long Number, string Verb, string? Volume, string? Initiator, long Epoch)
{
    /// <summary>Reads one line.</summary>
    public static ArrayChange Parse(string line)
    {
        var json = JsonDocument.Parse(line).RootElement;
        return new(json.GetProperty("number").GetInt64(), json.GetProperty("verb").GetString()!, Text(json, "volume"), Text(json, "initiator"), json.GetProperty("epoch").GetInt64());
    }

    private static string? Text(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
