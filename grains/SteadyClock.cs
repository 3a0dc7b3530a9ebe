namespace OrleansStorage.Grains;

/// <summary>
/// The time for what is remembered in memory alone: begins with the machine's clock and never jumps, so that a clock that is set meanwhile neither prolongs a pause nor ends one early. Not to be compared with instants of records or of
/// other silos. Safe from any thread.
/// </summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset _began = time.GetUtcNow();
    private readonly long _since = time.GetTimestamp();

    /// <summary>Now.</summary>
    public DateTimeOffset Now => _began + time.GetElapsedTime(_since);

    /// <summary>An instant of the machine's clock as one of this one's, and no further away than <paramref name="most"/>.</summary>
    public DateTimeOffset Of(DateTimeOffset instant, TimeSpan most)
    {
        var left = instant - time.GetUtcNow();
        return Now + (left < most ? left : most);
    }
}
