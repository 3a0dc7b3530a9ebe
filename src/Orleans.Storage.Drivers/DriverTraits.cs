namespace OrleansStorage.Drivers;

/// <summary>What a driver declares of its array; the backend grain and the scheduler act on it. Immutable.</summary>
public sealed record DriverTraits
{
    /// <summary>The protocol of its exports, such as <c>iSCSI</c>.</summary>
    public required string StorageProtocol { get; init; }
    /// <summary>How many calls it takes at once.</summary>
    public required int Concurrency { get; init; }
    /// <summary>Whether several volumes share one target, so that LUN ids must be set aside.</summary>
    public bool SharedTargets { get; init; }
    /// <summary>Whether it numbers its targets, so that numbers must be set aside.</summary>
    public bool NumbersTargets { get; init; }
    /// <summary>The lowest LUN it may be given.</summary>
    public int FirstLun { get; init; } = 1;
    /// <summary>The highest LUN it may be given.</summary>
    public int LastLun { get; init; } = 255;
    /// <summary>Whether space is taken as it is written.</summary>
    public bool ThinProvisioning { get; init; }
    /// <summary>How often the total may be promised; 1 for a thick array.</summary>
    public double MaxOverSubscriptionRatio { get; init; } = 1;
    /// <summary>Whether a volume can grow while a host uses it.</summary>
    public bool OnlineExtend { get; init; }
    /// <summary>Whether a volume can be exported to several hosts at once.</summary>
    public bool Multiattach { get; init; }
    /// <summary>
    /// Whether the array itself refuses every call whose epoch is lower than one that it has seen for the volume, also after its own restart. Then what a lost silo began needs not be waited out: a call that
    /// comes late changes nothing.
    /// </summary>
    public bool FencesEpochs { get; init; }
    /// <summary>Why only one silo can use the array, and what to configure for several, as the end of a sentence about the backend's options; null when every silo reaches the same array.</summary>
    public string? OneSiloOnly { get; init; }
}
