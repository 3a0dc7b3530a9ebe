namespace OrleansStorage.Simulation.Engine;

/// <summary>Random numbers that are the same for the same seed on every machine and version: xorshift64* (Vigna, 2016).</summary>
internal sealed class Chance(ulong seed)
{
    private ulong _state = (seed + 1) * 0x9E3779B97F4A7C15 | 1;

    /// <summary>A source of its own, so that what one party draws does not shift another's draws.</summary>
    public Chance Fork(ulong salt) => new(_state ^ ((salt + 1) * 0xBF58476D1CE4E5B9));

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>True once in so many draws, on average; never for 0.</summary>
    public bool OneIn(int draws) => draws > 0 && Below(draws) == 0;

    public TimeSpan Ms(int least, int most) => TimeSpan.FromMilliseconds(least + Below(most - least + 1));

    public T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    private ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return (_state * 0x2545F4914F6CDD1D) >> 1;
    }
}
