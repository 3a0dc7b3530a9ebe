using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Asks a backend to shut one host out of one volume, its open sessions included. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.RemoveExportRequest")]
public sealed record RemoveExportRequest
{
    /// <summary>The volume.</summary>
    [Id(0)] public required ArrayVolume Volume { get; init; }
    /// <summary>The host.</summary>
    [Id(1)] public required Connector Connector { get; init; }
    /// <summary>The operation's fence.</summary>
    [Id(2)] public required ArrayFence Fence { get; init; }
    /// <summary>Whose turn it is, for fairness.</summary>
    [Id(3)] public required ProjectId Project { get; init; }
    /// <summary>Where the export is recorded; null when it was never answered.</summary>
    [Id(4)] public ExportLocation? Recorded { get; init; }
    /// <summary>Whether the array is to refuse while the host has a session open, or, when the target goes with it, anybody has.</summary>
    [Id(5)] public bool UnlessInUse { get; init; }
}
