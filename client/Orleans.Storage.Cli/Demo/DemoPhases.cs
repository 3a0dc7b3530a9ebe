using System.Collections.Concurrent;

namespace OrleansStorage.Cli.Demo;

/// <summary>Runs the operations of a phase side by side, shows them and takes their time. One phase at a time.</summary>
public sealed class DemoPhases(IDemoDisplay display, TimeProvider time, int inFlight, CancellationToken cancellationToken)
{
    private readonly List<(string Name, ConcurrentQueue<TimeSpan> Durations, TimeSpan Elapsed)> _done = [];

    /// <summary>Each kind of operation so far.</summary>
    public IReadOnlyList<OperationSummary> Summaries => [.. _done.Select(phase => OperationSummary.Of(phase.Name, phase.Durations, phase.Elapsed))];

    /// <summary>Does one thing for each of many; no new one begins after the user's interruption.</summary>
    /// <param name="name">The operation's name.</param>
    /// <param name="items">What it is done for.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>What the operations returned, in no order.</returns>
    public async Task<IReadOnlyList<TResult>> RunAsync<TItem, TResult>(string name, IReadOnlyCollection<TItem> items, Func<TItem, Task<TResult>> operation)
    {
        ArgumentNullException.ThrowIfNull(items);
        var advance = display.Begin(name, items.Count);
        var results = new ConcurrentQueue<TResult>();
        var durations = new ConcurrentQueue<TimeSpan>();
        var phaseStart = time.GetTimestamp();
        await Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken }, async (item, _) =>
        {
            var start = time.GetTimestamp();
            results.Enqueue(await operation(item));
            durations.Enqueue(time.GetElapsedTime(start));
            advance();
        });
        _done.Add((name, durations, time.GetElapsedTime(phaseStart)));
        return [.. results];
    }

    /// <inheritdoc cref="RunAsync{TItem, TResult}"/>
    public Task RunAsync<TItem>(string name, IReadOnlyCollection<TItem> items, Func<TItem, Task> operation) => RunAsync(name, items, async item =>
    {
        await operation(item);
        return true;
    });
}
