namespace OrleansStorage.Backends;

/// <summary>What is known of one call on an array beside its outcome; goes to the timeline. No secret. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayTrace")]
public sealed record ArrayTrace
{
    /// <summary>What the driver saw before it acted; null when it does not say.</summary>
    [Id(0)] public Found? Found { get; init; }
    /// <summary>How many open sessions of the host the array ended; null when it does not say.</summary>
    [Id(1)] public int? SessionsEnded { get; init; }
    /// <summary>How long the call waited for one of the array's slots, in ms.</summary>
    [Id(2)] public double? SlotMs { get; init; }
    /// <summary>How long the array worked, in ms.</summary>
    [Id(3)] public double? ArrayMs { get; init; }
    /// <summary>What the array showed of the host when it was read again afterwards; null when nobody looked.</summary>
    [Id(4)] public HostOnArray? Shows { get; init; }
}
