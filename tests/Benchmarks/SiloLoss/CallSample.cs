namespace OrleansStorage.Benchmarks.SiloLoss;

/// <summary>One try of one call; times are of <see cref="System.Diagnostics.Stopwatch"/>. Immutable.</summary>
/// <param name="Start">When it was sent.</param>
/// <param name="End">When it was answered, or given up.</param>
/// <param name="IsAttach">Whether it let a host in.</param>
/// <param name="Served">Whether it was.</param>
/// <param name="Failure">What came instead.</param>
internal readonly record struct CallSample(long Start, long End, bool IsAttach, bool Served, string? Failure);
