using OrleansStorage.Ids;

namespace OrleansStorage.Transfers;

/// <summary>One offer of a volume as clients may see it: nothing of its key. It ends when it is accepted or deleted. Immutable.</summary>
/// <param name="Id">Its id.</param>
/// <param name="VolumeId">The volume.</param>
/// <param name="ProjectId">The project that offers it.</param>
/// <param name="Name">Its name.</param>
/// <param name="NoSnapshots">Whether the volume's snapshots stay where they are.</param>
/// <param name="CreatedAt">When it was made.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.TransferDescription")]
public sealed record TransferDescription([property: Id(0)] TransferId Id, [property: Id(1)] VolumeId VolumeId, [property: Id(2)] ProjectId ProjectId, [property: Id(3)] string? Name,
    [property: Id(4)] bool NoSnapshots, [property: Id(5)] DateTimeOffset CreatedAt);
