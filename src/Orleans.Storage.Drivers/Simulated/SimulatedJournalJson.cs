using System.Text.Json.Serialization;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>The journal's JSON, made at compile time.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SimulatedJournalEntry))]
internal sealed partial class SimulatedJournalJson : JsonSerializerContext;
