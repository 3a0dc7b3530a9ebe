namespace OrleansStorage.Histories.Calls;

/// <summary>Where a host was told to find its volume; no secret. Immutable.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Lun">The LUN within the target.</param>
public sealed record ShownConnection(string Target, int Lun);
