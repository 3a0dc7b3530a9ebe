using OrleansStorage.Ids;

namespace OrleansStorage.Reconciliation;

/// <summary>One difference between what is recorded, what the array shows and the attachments. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.Drift")]
public sealed record Drift
{
    /// <summary>How they differ.</summary>
    [Id(0)] public required DriftKind Kind { get; init; }
    /// <summary>What is done about it.</summary>
    [Id(1)] public required DriftAction Action { get; init; }
    /// <summary>Why that.</summary>
    [Id(2)] public required string Reason { get; init; }
    /// <summary>The volume; null when the object names none of ours.</summary>
    [Id(3)] public VolumeId? VolumeId { get; init; }
    /// <summary>The host, as recorded.</summary>
    [Id(4)] public string? Host { get; init; }
    /// <summary>The host, as the array names it.</summary>
    [Id(5)] public string? Initiator { get; init; }
    /// <summary>The target, where it is on the array, else as recorded.</summary>
    [Id(6)] public string? TargetName { get; init; }
    /// <summary>The LUN.</summary>
    [Id(7)] public int? Lun { get; init; }
    /// <summary>What came of the action: <c>done</c>, or why not; null when nothing was done.</summary>
    [Id(8)] public string? Outcome { get; init; }
    /// <summary>How many sessions the array shows of it; null when nothing is shown, or the array cannot say.</summary>
    [Id(9)] public int? Sessions { get; init; }

    /// <summary>What <see cref="Outcome"/> says of an action that succeeded.</summary>
    public const string Done = "done";

    /// <summary>Whether it is no difference any more.</summary>
    public bool IsMended => Outcome == Done;
}
