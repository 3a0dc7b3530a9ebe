using OrleansStorage.Ids;

namespace OrleansStorage.Transfers;

/// <summary>Offers a volume to whoever has the key. Immutable.</summary>
/// <param name="Id">The transfer's id, chosen by the caller.</param>
/// <param name="Name">Its name.</param>
/// <param name="NoSnapshots">Whether the volume's snapshots stay with the project that offers it.</param>
/// <param name="Key">What is kept of the key; the key itself is told to nobody but the caller.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.CreateTransferRequest")]
public sealed record CreateTransferRequest([property: Id(0)] TransferId Id, [property: Id(1)] string? Name, [property: Id(2)] bool NoSnapshots, [property: Id(3)] TransferKeyHash Key);
