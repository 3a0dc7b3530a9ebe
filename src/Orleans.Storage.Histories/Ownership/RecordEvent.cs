using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Ownership;

/// <summary>Something that became of one volume's record beside its writes: it was put back to what it was, or brought together with its array. Immutable.</summary>
public sealed record RecordEvent
{
    /// <summary>Its number among all events of the history.</summary>
    public required long At { get; init; }
    /// <summary>What.</summary>
    public required RecordEventKind Kind { get; init; }
    /// <summary>The volume.</summary>
    public required VolumeId Volume { get; init; }
    /// <summary>The highest epoch that the record knows of then.</summary>
    public required long Known { get; init; }
    /// <summary>The highest epoch that the array has seen by then.</summary>
    public required long Seen { get; init; }
    /// <summary>The operation that carried it; null when nobody knows.</summary>
    public OperationId? SeenOperation { get; init; }
    /// <summary>Whom the array lets in then.</summary>
    public ImmutableArray<string> OnArray { get; init; } = [];
    /// <summary>Whom the record has let in then.</summary>
    public ImmutableArray<string> Recorded { get; init; } = [];
}
