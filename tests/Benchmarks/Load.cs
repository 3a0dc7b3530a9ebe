using System.Diagnostics;

namespace OrleansStorage.Benchmarks;

/// <summary>Runs one action from so many workers for a while and says how often it was done and how long it took.</summary>
internal static class Load
{
    /// <summary>Runs <paramref name="action"/> (worker, n) from each worker until the time is over; the first tenth is not counted.</summary>
    public static async Task<LoadResult> RunAsync(int inFlight, TimeSpan duration, Func<int, int, Task> action)
    {
        var warmUp = duration / 10;
        var clock = Stopwatch.StartNew();
        var done = 0;
        var latenciesMs = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(worker => Task.Run(async () =>
        {
            List<double> mine = [];
            for (var n = 0; clock.Elapsed < duration; n++)
            {
                var started = clock.Elapsed;
                await action(worker, n);
                Interlocked.Increment(ref done);
                if (started > warmUp) mine.Add((clock.Elapsed - started).TotalMilliseconds);
            }
            return mine;
        })));
        return new(inFlight, [.. latenciesMs.SelectMany(l => l).Order()], clock.Elapsed - warmUp, done);
    }
}
