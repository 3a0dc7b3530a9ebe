using OrleansStorage.Errors;

namespace OrleansStorage.Backends;

/// <summary>What came of one call on an array: never an exception, so that no caller can forget the unknown one. Immutable.</summary>
/// <typeparam name="T">What the array answers when it is done.</typeparam>
/// <param name="Kind">How it ended.</param>
/// <param name="Value">The answer; set exactly when <paramref name="Kind"/> is <see cref="OutcomeKind.Done"/>.</param>
/// <param name="Message">Why it is not done; no secret.</param>
/// <param name="RetryAfter">For <see cref="OutcomeKind.Busy"/>.</param>
/// <param name="Queue">For <see cref="OutcomeKind.Busy"/>: the place that the call would have had.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayOutcome`1")]
public sealed record ArrayOutcome<T>([property: Id(0)] OutcomeKind Kind, [property: Id(1)] T? Value, [property: Id(2)] string? Message = null, [property: Id(3)] TimeSpan? RetryAfter = null,
    [property: Id(4)] QueuePlace? Queue = null)
{
    /// <summary>What is known of the call beside its outcome; null when nothing is.</summary>
    [Id(5)] public ArrayTrace? Trace { get; init; }

    /// <summary>Whether the array shows what was asked for.</summary>
    public bool IsDone => Kind == OutcomeKind.Done;

    /// <summary>The same ending with another answer.</summary>
    public ArrayOutcome<TOther> Select<TOther>(Func<T, TOther> map) => new(Kind, IsDone ? map(Value!) : default, Message, RetryAfter, Queue) { Trace = Trace };

    /// <summary>The same outcome with what <paramref name="note"/> adds to its trace.</summary>
    public ArrayOutcome<T> Noting(Func<ArrayTrace, ArrayTrace> note) => this with { Trace = note(Trace ?? new()) };

    /// <summary>The error that a caller is told; null when done.</summary>
    public StorageError? ToError() => Kind switch
    {
        OutcomeKind.Done => null,
        OutcomeKind.Refused => new(ErrorKind.Refused, ErrorReason.ArrayRefused, Message ?? "The array refused."),
        OutcomeKind.Unreachable => new(ErrorKind.Unreachable, ErrorReason.Unreachable, Message ?? "The array could not be reached."),
        OutcomeKind.Unknown => new(ErrorKind.Unknown, ErrorReason.Unknown, Message ?? "The array did not answer in time; the operation is being settled."),
        OutcomeKind.Busy => new(ErrorKind.Busy, ErrorReason.Busy, Message ?? "The backend is busy.", RetryAfter, Queue),
        _ => throw new InvalidOperationException($"There is no outcome {Kind}."),
    };
}
