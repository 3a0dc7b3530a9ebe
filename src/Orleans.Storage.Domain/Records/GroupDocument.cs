using System.Text.Json;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Records;

namespace OrleansStorage.Domain.Records;

/// <summary>A group's document.</summary>
public sealed class GroupDocument : IDocumentKind
{
    /// <inheritdoc/>
    public RecordKind Kind => RecordKind.Group;

    /// <inheritdoc/>
    public byte[] Normalize(ReadOnlySpan<byte> utf8, string id)
    {
        var state = GroupStateJson.Read(utf8);
        if (!string.Equals(state.Id.ToString(), id, StringComparison.OrdinalIgnoreCase)) throw new JsonException($"It is the document of group {state.Id}.");
        return GroupStateJson.Write(state);
    }
}
