using System.Text.Json;
using OrleansStorage.Records;

namespace OrleansStorage.Domain.Records;

/// <summary>How the documents of one kind of record are read and written by the grains that own them. Stateless; safe from any thread.</summary>
public interface IDocumentKind
{
    /// <summary>The kind.</summary>
    RecordKind Kind { get; }

    /// <summary>Reads a document as its grain would, and answers with what the grain would write.</summary>
    /// <param name="utf8">The document.</param>
    /// <param name="id">Whose it is to be.</param>
    /// <exception cref="JsonException">It cannot be read, or is another's.</exception>
    byte[] Normalize(ReadOnlySpan<byte> utf8, string id);
}
