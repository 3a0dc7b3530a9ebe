using OrleansStorage.Faults;

namespace OrleansStorage.FaultSilo.Faults;

/// <summary>
/// Makes go wrong what its rules say, at most one rule a point, and counts. The same seed gives the same draws to the same times that a point is reached, whatever other points do meanwhile. Safe from any thread.
/// </summary>
/// <param name="time">The clock of the pauses.</param>
/// <param name="exit">Ends the process at once; may come back, and then the caller is kept where it is for ever.</param>
public sealed class FaultBook(TimeProvider time, Action<FaultPoint> exit) : IFaultPoints
{
    private readonly Lock _lock = new();
    private readonly Dictionary<FaultPoint, Entry> _entries = [];
    private int _seed;

    /// <summary>The seed of the draws.</summary>
    public int Seed
    {
        get { lock (_lock) return _seed; }
    }

    /// <summary>The rules, by point.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get { lock (_lock) return [.. _entries.Values.Select(e => e.Rule).OfType<FaultRule>().OrderBy(r => r.Point)]; }
    }

    /// <summary>Every point that was reached, by point.</summary>
    public IReadOnlyList<FaultCount> Counts
    {
        get { lock (_lock) return [.. _entries.Where(e => e.Value.Hits > 0).Select(e => new FaultCount(e.Key, e.Value.Hits, e.Value.Firings)).OrderBy(c => c.Point)]; }
    }

    /// <summary>What has come of one point.</summary>
    public FaultCount CountOf(FaultPoint point) => Counts.FirstOrDefault(c => c.Point == point) ?? new(point, 0, 0);

    /// <summary>Forgets rules and counts, and arms these; draws and n-th times begin anew.</summary>
    /// <exception cref="ArgumentException">One is wrong, or a point has two; nothing is changed.</exception>
    public void Arm(int seed, params IReadOnlyCollection<FaultRule> rules)
    {
        if (rules.Select(r => r.Mistake()).FirstOrDefault(m => m is not null) is { } mistake) throw new ArgumentException(mistake);
        if (rules.CountBy(r => r.Point).FirstOrDefault(p => p.Value > 1) is { Value: > 0 } twice) throw new ArgumentException($"point: {WireName<FaultPoint>.Of(twice.Key)} has more than one rule");
        lock (_lock)
        {
            _seed = seed;
            _entries.Clear();
            foreach (var rule in rules) _entries[rule.Point] = new(rule, seed);
        }
    }

    /// <summary>Forgets rules and counts: nothing goes wrong any more.</summary>
    public void Clear() => Arm(0);

    /// <inheritdoc/>
    public ValueTask ReachAsync(FaultPoint point) => Struck(point) switch
    {
        null => ValueTask.CompletedTask,
        { Action: FaultAction.Pause } rule => new(Task.Delay(TimeSpan.FromMilliseconds(rule.PauseMs), time)),
        { Action: FaultAction.Exit } => new(ExitAsync(point)),
        _ => throw new TimeoutException($"The fault point {WireName<FaultPoint>.Of(point)} was armed: what becomes of this call is unknown."),
    };

    private FaultRule? Struck(FaultPoint point)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(point, out var entry)) _entries[point] = entry = new(null, _seed);
            return entry.Reach();
        }
    }

    /// <summary>Nothing after the point may happen, also in the moment that the process takes to end.</summary>
    private Task ExitAsync(FaultPoint point)
    {
        exit(point);
        return new TaskCompletionSource().Task;
    }

    private sealed class Entry(FaultRule? rule, int seed)
    {
        private readonly Random? _draws = rule is null ? null : new(unchecked((seed * 397) ^ (int)rule.Point));

        public FaultRule? Rule => rule;

        public long Hits { get; private set; }

        public long Firings { get; private set; }

        public FaultRule? Reach()
        {
            Hits++;
            if (rule is null || !Strikes(rule)) return null;
            Firings++;
            return rule;
        }

        private bool Strikes(FaultRule armed) => armed.Verb switch
        {
            FaultVerb.Always => true,
            FaultVerb.Once => Hits == 1,
            FaultVerb.Nth => Hits == armed.N,
            FaultVerb.Probability => _draws!.NextDouble() < armed.Probability,
            _ => false,
        };
    }
}
