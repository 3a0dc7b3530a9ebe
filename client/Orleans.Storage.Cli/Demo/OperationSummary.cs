namespace OrleansStorage.Cli.Demo;

/// <summary>How one kind of operation went. Immutable.</summary>
/// <param name="Name">The operation.</param>
/// <param name="Count">How many were done.</param>
/// <param name="PerSecond">How many a second, over the time in which they ran.</param>
/// <param name="P50Ms">Half of them took at most so long.</param>
/// <param name="P99Ms">Of a hundred, ninety-nine took at most so long.</param>
public sealed record OperationSummary(string Name, int Count, double PerSecond, double P50Ms, double P99Ms)
{
    /// <summary>Sums up the durations of one kind of operation.</summary>
    /// <param name="name">The operation.</param>
    /// <param name="durations">What each took, in any order.</param>
    /// <param name="elapsed">The time in which they ran.</param>
    public static OperationSummary Of(string name, IReadOnlyCollection<TimeSpan> durations, TimeSpan elapsed)
    {
        var sorted = durations.Select(duration => duration.TotalMilliseconds).Order().ToArray();
        return new(name, sorted.Length, elapsed > TimeSpan.Zero ? sorted.Length / elapsed.TotalSeconds : 0, Percentile(sorted, 50), Percentile(sorted, 99));
    }

    /// <summary>The nearest-rank percentile: a value that was measured, never one in between.</summary>
    private static double Percentile(double[] sorted, int percent) =>
        sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(sorted.Length * percent / 100.0) - 1)];
}
