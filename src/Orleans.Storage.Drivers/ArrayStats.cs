namespace OrleansStorage.Drivers;

/// <summary>What an array says of itself. Immutable.</summary>
/// <param name="TotalGiB">All of it, in GiB.</param>
/// <param name="FreeGiB">What is free, in GiB.</param>
/// <param name="Incarnation">Changes whenever the array may have forgotten its exports, such as on a restart of its daemon; then they are compared at once.</param>
public sealed record ArrayStats(double TotalGiB, double FreeGiB, string Incarnation);
