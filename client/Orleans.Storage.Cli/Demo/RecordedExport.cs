using System.Text.Json.Serialization;

namespace OrleansStorage.Cli.Demo;

/// <summary>One export on record. Immutable.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Host">Who is let in.</param>
/// <param name="Phase">Whether it is there (<c>exported</c>), being made or being removed.</param>
public sealed record RecordedExport(
    [property: JsonPropertyName("volume_id")] string VolumeId,
    [property: JsonPropertyName("host")] string Host,
    [property: JsonPropertyName("phase")] string Phase);
