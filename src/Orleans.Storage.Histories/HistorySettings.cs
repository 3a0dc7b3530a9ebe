using OrleansStorage.Histories.Quotas;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories;

/// <summary>What the recorded system was set to, as far as a checker must know. Immutable.</summary>
public sealed record HistorySettings
{
    /// <summary>How far two clocks may differ: an array may still change this long after an operation's deadline.</summary>
    public long ClockSkewMs { get; init; } = 1000;
    /// <summary>Whether the array itself turns away epochs lower than it has seen; then a call of an older epoch may reach it until one of the next has.</summary>
    public bool ArrayFencesEpochs { get; init; }
    /// <summary>How long a LUN of a shared target must rest before another export gets it; 0 when targets are not shared.</summary>
    public long LunCoolDownMs { get; init; }
    /// <summary>The installation that the array belongs to; null when nobody said.</summary>
    public InstallationId? Owner { get; init; }
    /// <summary>The limits of the project that all volumes belong to; null for none.</summary>
    public ProjectLimits? Limits { get; init; }
}
