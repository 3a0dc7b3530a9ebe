namespace OrleansStorage.Benchmarks;

/// <summary>What a load did.</summary>
/// <param name="InFlight">Workers.</param>
/// <param name="LatenciesMs">Every latency in milliseconds, sorted.</param>
/// <param name="Elapsed">For how long.</param>
/// <param name="Done">How often in all, the uncounted beginning too.</param>
internal sealed record LoadResult(int InFlight, double[] LatenciesMs, TimeSpan Elapsed, int Done)
{
    public double PerSecond => LatenciesMs.Length / Elapsed.TotalSeconds;

    public double PercentileMs(double share) => LatenciesMs.Length == 0 ? 0 : LatenciesMs[Math.Min(LatenciesMs.Length - 1, (int)(LatenciesMs.Length * share))];
}
