using System.Text.Json.Serialization;

namespace OrleansStorage.Cli.Demo;

/// <summary>One pool's exports, as <c>GET /orleans-storage/backends</c> answers: what its array shows beside what is on record. Immutable.</summary>
/// <param name="Name">The pool, <c>host@backend#pool</c>.</param>
/// <param name="Exports">What the array shows; null when it does not answer.</param>
/// <param name="Recorded">What is on record.</param>
public sealed record BackendExports(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("exports")] IReadOnlyList<ShownExport>? Exports,
    [property: JsonPropertyName("recorded")] IReadOnlyList<RecordedExport>? Recorded);
