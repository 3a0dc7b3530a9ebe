using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Asks a backend to let one host in to one volume. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateExportRequest")]
public sealed record CreateExportRequest
{
    /// <summary>The volume.</summary>
    [Id(0)] public required ArrayVolume Volume { get; init; }
    /// <summary>The host.</summary>
    [Id(1)] public required Connector Connector { get; init; }
    /// <summary>The operation's fence.</summary>
    [Id(2)] public required ArrayFence Fence { get; init; }
    /// <summary>Whose turn it is, for fairness.</summary>
    [Id(3)] public required ProjectId Project { get; init; }
    /// <summary>The host's CHAP secret: made once per export, the same on every repetition.</summary>
    [Id(4)] public required SealedSecret ChapSecret { get; init; }
    /// <summary>Where this export was before, when it is made again after the array forgot it; null for a new one.</summary>
    [Id(5)] public ExportLocation? Recorded { get; init; }
}
