using System.Text.Json.Serialization;
using OrleansStorage.Backends;
using OrleansStorage.Volumes;

namespace OrleansStorage.Operations;

/// <summary>What the array was told on behalf of an operation, and what it said. No secret. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayExchange")]
public sealed record ArrayExchange
{
    /// <summary>What it was told to do.</summary>
    [Id(0), JsonPropertyName("verb")] public required IntentKind Verb { get; init; }
    /// <summary>For exports: the host.</summary>
    [Id(1), JsonPropertyName("host")] public string? Host { get; init; }
    /// <summary>For exports: the target; null when the array never named one.</summary>
    [Id(2), JsonPropertyName("target")] public string? TargetName { get; init; }
    /// <summary>For exports: the LUN.</summary>
    [Id(3), JsonPropertyName("lun")] public int? Lun { get; init; }
    /// <summary>What the driver saw before it acted; null when it did not come so far.</summary>
    [Id(4), JsonPropertyName("found")] public Found? Found { get; init; }
    /// <summary>How it ended.</summary>
    [Id(5), JsonPropertyName("said")] public required OutcomeKind Said { get; init; }
    /// <summary>How many open sessions of the host it ended.</summary>
    [Id(6), JsonPropertyName("sessions_ended")] public int? SessionsEnded { get; init; }
    /// <summary>What it showed of the host when it was read again afterwards; null when nobody looked.</summary>
    [Id(7), JsonPropertyName("shows")] public HostOnArray? Shows { get; init; }
    /// <summary>How often it was told; the rest is about the last time. Null for once.</summary>
    [Id(8), JsonPropertyName("tries")] public int? Tries { get; init; }
    /// <summary>How long the call waited for one of the array's slots, in ms.</summary>
    [Id(9), JsonPropertyName("slot_ms")] public double? SlotMs { get; init; }
    /// <summary>How long the array worked, in ms.</summary>
    [Id(10), JsonPropertyName("array_ms")] public double? ArrayMs { get; init; }
}
