using System.Text.Json.Serialization;

namespace OrleansStorage.Cli.Demo;

/// <summary>One export as an array shows it. Immutable.</summary>
/// <param name="VolumeId">The volume; null when the array object names none.</param>
/// <param name="Initiator">Who is let in; null for a target that lets nobody in.</param>
public sealed record ShownExport([property: JsonPropertyName("volume_id")] string? VolumeId, [property: JsonPropertyName("initiator")] string? Initiator);
