using System.Text.Json;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Records;

namespace OrleansStorage.Domain.Records;

/// <summary>A volume's document.</summary>
public sealed class VolumeDocument : IDocumentKind
{
    /// <inheritdoc/>
    public RecordKind Kind => RecordKind.Volume;

    /// <inheritdoc/>
    public byte[] Normalize(ReadOnlySpan<byte> utf8, string id)
    {
        var state = VolumeStateJson.Read(utf8);
        if (!string.Equals(state.Id.ToString(), id, StringComparison.OrdinalIgnoreCase)) throw new JsonException($"It is the document of volume {state.Id}.");
        if (state.Exports.Select(e => e.Host).Distinct(StringComparer.Ordinal).Count() < state.Exports.Length) throw new JsonException("It has two exports for one host.");
        return VolumeStateJson.Write(state);
    }
}
