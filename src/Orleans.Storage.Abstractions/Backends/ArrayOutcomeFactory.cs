namespace OrleansStorage.Backends;

/// <summary>Makes outcomes without naming their type argument twice.</summary>
public static class ArrayOutcome
{
    /// <summary>The array shows what was asked for.</summary>
    public static ArrayOutcome<T> Done<T>(T value) => new(OutcomeKind.Done, value);

    /// <summary>The array shows what was asked for, and <paramref name="found"/> is what the driver saw before it acted.</summary>
    public static ArrayOutcome<T> Done<T>(T value, Found found) => new(OutcomeKind.Done, value) { Trace = new() { Found = found } };

    /// <summary>The array said no.</summary>
    public static ArrayOutcome<T> Refused<T>(string message) => new(OutcomeKind.Refused, default, message);

    /// <summary>The array was not reached.</summary>
    public static ArrayOutcome<T> Unreachable<T>(string message) => new(OutcomeKind.Unreachable, default, message);

    /// <summary>The array may have acted.</summary>
    public static ArrayOutcome<T> Unknown<T>(string message) => new(OutcomeKind.Unknown, default, message);

    /// <summary>The queue refused.</summary>
    public static ArrayOutcome<T> Busy<T>(string message, TimeSpan retryAfter) => new(OutcomeKind.Busy, default, message, retryAfter);

    /// <summary>The queue refused, because of the place that the call would have had; a repetition has a chance when the calls before it are done.</summary>
    public static ArrayOutcome<T> Busy<T>(string message, QueuePlace queue) => new(OutcomeKind.Busy, default, message, queue.EstimatedWait, queue);
}
