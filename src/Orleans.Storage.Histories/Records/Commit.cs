using System.Collections.Immutable;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Records;

/// <summary>One write of a volume's state that took effect, whether its writer learned so or not. Immutable.</summary>
public sealed record Commit
{
    /// <summary>Its number among all events of the history.</summary>
    public required long At { get; init; }
    /// <summary>When, in milliseconds since the history began.</summary>
    public long TimeMs { get; init; }
    /// <summary>The volume.</summary>
    public required VolumeId Volume { get; init; }
    /// <summary>The volume's epoch with it.</summary>
    public required long Epoch { get; init; }
    /// <summary>Whether several instances may attach the volume.</summary>
    public bool Multiattach { get; init; }
    /// <summary>Who wrote it, such as an activation's name.</summary>
    public string? Writer { get; init; }
    /// <summary>What was asked, as the timeline calls it; null when the write only ended something.</summary>
    public string? Command { get; init; }
    /// <summary>The operation that it left open.</summary>
    public CommittedIntent? Intent { get; init; }
    /// <summary>Every export.</summary>
    public ImmutableArray<CommittedExport> Exports { get; init; } = [];
    /// <summary>Every attachment.</summary>
    public ImmutableArray<CommittedAttachment> Attachments { get; init; } = [];
    /// <summary>What it uses of its project's quotas; null for nothing.</summary>
    public CommittedUse? Use { get; init; }
    /// <summary>Whether the volume is gone with it.</summary>
    public bool Gone { get; init; }
}
