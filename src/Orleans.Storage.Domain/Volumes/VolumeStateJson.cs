using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansStorage.Domain.Records;
using OrleansStorage.Operations;

namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// How a volume's state is written: one JSON object in UTF-8, without what is null, laid out by line: each property of the list below begins a line. A database's trigger sees by line
/// what changed. No other byte of it is a line feed: JSON escapes those of strings. Source-generated; safe from any thread.
/// </summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(VolumeState))]
[JsonSerializable(typeof(OperationEntry))]
public sealed partial class VolumeStateJson : JsonSerializerContext
{
    private static readonly byte[][] LineStarts = [.. new[] { "id", "attachments", "exports", "snapshots", "intent", "ended", "gone" }.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a volume's state, or that of a newer version.</exception>
    public static VolumeState Read(ReadOnlySpan<byte> utf8)
    {
        var state = Documents.Read(utf8, static document => JsonSerializer.Deserialize(document, Default.VolumeState));
        Documents.ThrowIfNewer(state.Schema, Volumes.VolumeState.CurrentSchema);
        if (state.ProjectId.Value is null) throw new JsonException("Its project is null.");
        Documents.ThrowIfNull(state.Attachments, "attachments");
        Documents.ThrowIfNull(state.Exports, "exports");
        Documents.ThrowIfNull(state.Snapshots, "snapshots");
        Documents.ThrowIfNull(state.Ended, "ended operations");
        Documents.ThrowIfNull(state.Departed, "departed ids");
        foreach (var export in state.Exports) Documents.ThrowIfNull(export.Owners, "exports' owners");
        return state;
    }

    /// <summary>Reads one entry of a state's ended operations.</summary>
    /// <exception cref="JsonException">The text is not one.</exception>
    public static OperationEntry ReadOperation(string json) =>
        Documents.Read(Encoding.UTF8.GetBytes(json), static document => JsonSerializer.Deserialize(document, Default.OperationEntry));

    /// <summary>The state as UTF-8 JSON.</summary>
    public static byte[] Write(VolumeState state)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(state, Default.VolumeState).AsSpan();
        var document = new byte[json.Length + LineStarts.Length + 1];
        var (copied, lines) = (0, 0);
        var reader = new Utf8JsonReader(json);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (StartsLine(reader.ValueSpan)) CopyLine(json, (int)reader.TokenStartIndex);
            reader.Skip();
        }
        CopyLine(json, json.Length - 1);
        document[^1] = json[^1];
        return document;

        void CopyLine(ReadOnlySpan<byte> from, int end)
        {
            from[copied..end].CopyTo(document.AsSpan(copied + lines++));
            copied = end;
            document[copied + lines - 1] = (byte)'\n';
        }
    }

    private static bool StartsLine(ReadOnlySpan<byte> name)
    {
        foreach (var start in LineStarts)
            if (name.SequenceEqual(start)) return true;
        return false;
    }
}
