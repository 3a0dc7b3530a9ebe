using System.Collections.Immutable;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Quiescence;

/// <summary>How everything stood when faults had stopped and the system had had its time to settle: what the three-way leak check compares. Immutable.</summary>
public sealed record QuiesceSnapshot
{
    /// <summary>Its number; every event of the history comes before it.</summary>
    public required long At { get; init; }
    /// <summary>Every export on record, in whatever phase.</summary>
    public required ImmutableArray<QuiescedExport> Recorded { get; init; }
    /// <summary>Every export that the array shows, those without our mark included.</summary>
    public required ImmutableArray<QuiescedExport> OnArray { get; init; }
    /// <summary>Every attachment on record.</summary>
    public required ImmutableArray<QuiescedAttachment> Attachments { get; init; }
    /// <summary>Volumes with an operation still open.</summary>
    public ImmutableArray<VolumeId> OpenIntents { get; init; } = [];
    /// <summary>Every quota that something was promised of.</summary>
    public ImmutableArray<QuiescedQuota> Quotas { get; init; } = [];
    /// <summary>Backends whose breaker lets no call in.</summary>
    public ImmutableArray<string> OpenBreakers { get; init; } = [];
}
