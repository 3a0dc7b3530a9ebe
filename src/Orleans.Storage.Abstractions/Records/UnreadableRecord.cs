namespace OrleansStorage.Records;

/// <summary>A record that cannot be read. Immutable.</summary>
/// <param name="Kind">What it is of.</param>
/// <param name="Id">Its key.</param>
/// <param name="Why">Why not, in words for an operator; nothing of its content.</param>
public sealed record UnreadableRecord(RecordKind Kind, string Id, string Why);
