using System.Collections.Concurrent;

namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>Sees how far the demo is, and kills one of its servers in the middle of some phases; shows each as a phase of one operation, which is done when the server serves again.</summary>
internal sealed class ChaosDisplay(IDemoDisplay display, IReadOnlyDictionary<string, ChaosProcess> victims, TimeProvider time) : IDemoDisplay
{
    private readonly ConcurrentQueue<Task<Strike>> _strikes = [];

    /// <summary>What was killed, in order, once the demo was shown.</summary>
    public IReadOnlyList<Strike> Strikes => [.. _strikes.Where(strike => strike.IsCompletedSuccessfully).Select(strike => strike.Result)];

    /// <inheritdoc/>
    public Task ShowAsync(Func<Task> work) => display.ShowAsync(async () =>
    {
        try
        {
            await work();
        }
        finally
        {
            // A server that did not come back is why the demo failed, and says more than what its calls met.
            await Task.WhenAll(_strikes);
        }
    });

    /// <inheritdoc/>
    public Action Begin(string phase, int operations)
    {
        var advance = display.Begin(phase, operations);
        if (!victims.TryGetValue(phase, out var victim))
            return advance;
        var (done, middle) = (0, (operations + 1) / 2);
        return () =>
        {
            advance();
            if (Interlocked.Increment(ref done) == middle)
                _strikes.Enqueue(StrikeAsync(victim, $"{phase} {middle} of {operations}"));
        };
    }

    private async Task<Strike> StrikeAsync(ChaosProcess victim, string when)
    {
        var advance = display.Begin($"kill -9 the {victim.Name} at {when}", 1);
        var start = time.GetTimestamp();
        await victim.KillAndStartAsync();
        var away = time.GetElapsedTime(start);
        advance();
        return new(victim.Name, when, away.TotalMilliseconds);
    }
}
