using System.Text.Json;
using OrleansStorage.Domain.Records;
using OrleansStorage.Records;

namespace OrleansStorage.Data.State;

/// <summary>The documents of one kind of settings.</summary>
/// <param name="kind">The kind.</param>
/// <param name="type">Their state, a <see cref="StoredSettings"/>.</param>
internal sealed class SettingsDocument(RecordKind kind, Type type) : IDocumentKind
{
    /// <inheritdoc/>
    public RecordKind Kind => kind;

    /// <inheritdoc/>
    public byte[] Normalize(ReadOnlySpan<byte> utf8, string id) => JsonSerializer.SerializeToUtf8Bytes(SettingsJson.Read(type, utf8), type, SettingsJson.Options);
}
