using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrleansStorage.Histories;

/// <summary>Reads and writes histories as JSON, names in snake case. Stateless, so safe from any thread.</summary>
public static class HistoryFile
{
    // By reflection: a generated reader would forget what an absent property is by default.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true, WriteIndented = true,
    };

    /// <summary>Reads a history.</summary>
    /// <exception cref="UnreadableHistoryException">It is no history, or one of another schema; the message says where.</exception>
    public static async Task<History> ReadAsync(Stream utf8, CancellationToken cancellationToken = default)
    {
        try
        {
            var history = await JsonSerializer.DeserializeAsync<History>(utf8, Options, cancellationToken);
            return Validated(history ?? throw new UnreadableHistoryException("The history is null."));
        }
        catch (JsonException e)
        {
            throw new UnreadableHistoryException($"The history is not readable at {e.Path ?? "$"}, line {e.LineNumber + 1}: {e.Message.Split(" Path:")[0]}", e);
        }
    }

    /// <summary>Writes a history.</summary>
    public static Task WriteAsync(Stream utf8, History history, CancellationToken cancellationToken = default) =>
        JsonSerializer.SerializeAsync(utf8, history, Options, cancellationToken);

    private static History Validated(History history)
    {
        if (history.Schema != History.CurrentSchema) throw new UnreadableHistoryException($"schema is {history.Schema}; this program reads {History.CurrentSchema}.");
        if (history.Calls.IsDefault) throw new UnreadableHistoryException("calls is missing.");
        InOrder("calls", history.Calls.Select(c => c.At));
        InOrder("commits", history.Commits?.Select(c => c.At) ?? []);
        InOrder("turns", history.Turns?.Select(t => t.At) ?? []);
        InOrder("record_events", history.RecordEvents?.Select(e => e.At) ?? []);
        InOrder("mutations", history.Mutations?.Select(m => m.At) ?? []);
        return history;
    }

    private static void InOrder(string part, IEnumerable<long> numbers)
    {
        var last = long.MinValue;
        foreach (var at in numbers)
        {
            if (at <= last) throw new UnreadableHistoryException($"{part}: the event {at} comes after {last}; the numbers called 'at' must grow.");
            last = at;
        }
    }
}
