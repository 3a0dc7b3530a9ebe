using System.Text.Json.Serialization;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>One line of an array's log. Immutable.</summary>
/// <param name="Number">Its number, from 1, over all starts.</param>
/// <param name="At">When.</param>
/// <param name="Verb">What changed the array, in the words of <see cref="SimulatedVerb"/>; <c>Start</c> when it started, with its volumes and without exports.</param>
/// <param name="Volume">The volume.</param>
/// <param name="Snapshot">The snapshot, where one was changed.</param>
/// <param name="Initiator">The initiator, where its access was changed.</param>
/// <param name="Epoch">The epoch of the call.</param>
internal sealed record MutationLogEntry(
    [property: JsonPropertyName("number")] long Number,
    [property: JsonPropertyName("at")] DateTimeOffset At,
    [property: JsonPropertyName("verb")] string Verb,
    [property: JsonPropertyName("volume"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VolumeId? Volume = null,
    [property: JsonPropertyName("snapshot"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SnapshotId? Snapshot = null,
    [property: JsonPropertyName("initiator"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Initiator = null,
    [property: JsonPropertyName("epoch")] long Epoch = 0);
