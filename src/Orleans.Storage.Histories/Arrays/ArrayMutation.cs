using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Arrays;

/// <summary>One change that the array made, from its own log. Immutable.</summary>
public sealed record ArrayMutation
{
    /// <summary>Its number among all events of the history.</summary>
    public required long At { get; init; }
    /// <summary>When, in milliseconds since the history began.</summary>
    public long TimeMs { get; init; }
    /// <summary>What it did.</summary>
    public required ArrayVerb Verb { get; init; }
    /// <summary>The volume; null for <see cref="ArrayVerb.Restart"/> and for objects that name none.</summary>
    public VolumeId? Volume { get; init; }
    /// <summary>The initiator that was let in or shut out.</summary>
    public string? Initiator { get; init; }
    /// <summary>The target.</summary>
    public string? Target { get; init; }
    /// <summary>The LUN within the target.</summary>
    public int? Lun { get; init; }
    /// <summary>The number that the target was made under, on an array whose targets have numbers; null when no target was made.</summary>
    public int? TargetNumber { get; init; }
    /// <summary>The operation that the call named; null for what the array did by itself or for somebody else.</summary>
    public OperationId? Operation { get; init; }
    /// <summary>The epoch that the call carried.</summary>
    public long? Epoch { get; init; }
    /// <summary>The deadline that the call carried, in milliseconds since the history began.</summary>
    public long? NotAfterMs { get; init; }
    /// <summary>The installation on whose behalf the call was made; null when it named none.</summary>
    public InstallationId? Installation { get; init; }
    /// <summary>Whether the object carried this product's mark.</summary>
    public bool IsOurs { get; init; } = true;
}
