namespace OrleansStorage.Domain.Volumes;

/// <summary>
/// How long another activation's open intent is waited out. Its deadline is an instant of a clock that may be wrong, or of a record that is damaged, so it neither ends the wait early nor draws it out: what counts is
/// how long the operation may take, from when its intent was written. Pure.
/// </summary>
public static class WaitRules
{
    /// <summary>How long to wait before the intent is taken up; never longer than the longest time that an operation has and the skew of the clocks.</summary>
    /// <param name="intent">The intent as found.</param>
    /// <param name="now">The time.</param>
    /// <param name="age">How long ago the record was written, by the database's own clock; null when it does not say.</param>
    /// <param name="timeouts">How long operations may take, and how far clocks may differ.</param>
    public static TimeSpan Left(Intent intent, DateTimeOffset now, TimeSpan? age, OperationTimeouts timeouts)
    {
        var most = Least(LastsOf(intent, timeouts), timeouts.Longest) + timeouts.ClockSkew;
        var byDeadline = intent.NotAfter - now + timeouts.ClockSkew;
        var byAge = age is { } written ? most - written : TimeSpan.Zero;
        // A deadline that no right clock can have set says nothing.
        if (byDeadline > most) return age is null ? most : Least(byAge, most);
        return Least(byDeadline > byAge ? byDeadline : byAge, most);
    }

    private static TimeSpan LastsOf(Intent intent, OperationTimeouts timeouts)
    {
        if (intent.LastsMs is not { } ms) return timeouts.Of(intent.Kind);
        return TimeSpan.FromMilliseconds(Math.Clamp(ms, 0, (long)timeouts.Longest.TotalMilliseconds));
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
