using System.Text.Json.Serialization;
using OrleansStorage.Faults;

namespace OrleansStorage.FaultSilo.Faults;

/// <summary>What has come of one point since the book was opened or cleared. Immutable.</summary>
/// <param name="Point">The point.</param>
/// <param name="Hits">How often it was reached.</param>
/// <param name="Firings">How often its rule struck.</param>
public sealed record FaultCount([property: JsonPropertyName("point")] FaultPoint Point, [property: JsonPropertyName("hits")] long Hits, [property: JsonPropertyName("firings")] long Firings);
