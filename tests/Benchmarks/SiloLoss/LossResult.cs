using System.Diagnostics;

namespace OrleansStorage.Benchmarks.SiloLoss;

/// <summary>What one loss did. Immutable.</summary>
/// <param name="HadBackend">Whether the lost silo had the backend's grain, which every attach needs.</param>
/// <param name="SilentSeconds">For each volume of the lost silo: how long until an attach was served again.</param>
/// <param name="OthersMs">How long each served call of the other volumes took, from the loss on.</param>
/// <param name="OthersBeforeMs">The same, before the loss.</param>
/// <param name="OthersErrors">What the other volumes' calls were told instead of being served.</param>
internal sealed record LossResult(bool HadBackend, IReadOnlyList<double> SilentSeconds, IReadOnlyList<double> OthersMs, IReadOnlyList<double> OthersBeforeMs, IReadOnlyList<string> OthersErrors)
{
    /// <summary>Reads it from the loops, which have ended.</summary>
    public static LossResult Of(bool hadBackend, long lostAt, IEnumerable<AttachLoop> lost, IEnumerable<AttachLoop> others)
    {
        var samples = others.SelectMany(o => o.Samples).ToList();
        var after = samples.Where(s => s.End >= lostAt).ToList();
        return new(hadBackend,
            [.. lost.Select(l => l.Samples.Where(s => s is { IsAttach: true, Served: true } && s.End >= lostAt).Select(s => Stopwatch.GetElapsedTime(lostAt, s.End).TotalSeconds).FirstOrDefault(double.PositiveInfinity))],
            [.. after.Where(s => s.Served).Select(Milliseconds)],
            [.. samples.Where(s => s.Served && s.End < lostAt).Select(Milliseconds)],
            [.. after.Where(s => !s.Served).Select(s => s.Failure!)]);
    }

    private static double Milliseconds(CallSample sample) => Stopwatch.GetElapsedTime(sample.Start, sample.End).TotalMilliseconds;
}
