using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>What an array in another process answers: one line of JSON. Immutable.</summary>
/// <param name="Kind">How the call ended.</param>
/// <param name="Message">Why it is not done.</param>
internal sealed record RemoteReply(OutcomeKind Kind, string? Message)
{
    /// <summary>The answer of verbs on volumes and of a removed export.</summary>
    public Found Found { get; init; }
    /// <summary>The answer of a created export.</summary>
    public ArrayExport? Export { get; init; }
    /// <summary>What is known of the call beside its outcome.</summary>
    public ArrayTrace? Trace { get; init; }
    /// <summary>The answer of a list.</summary>
    public IReadOnlyList<ArrayExport>? Exports { get; init; }
    /// <summary>The answer of a list of volumes or snapshots.</summary>
    public IReadOnlyList<ArrayObject>? Objects { get; init; }
    /// <summary>The answer of verbs on the mark.</summary>
    public ArrayMark? Mark { get; init; }
    /// <summary>The answer of a list of epochs.</summary>
    public IReadOnlyList<SeenEpoch>? Epochs { get; init; }
    /// <summary>The answer about space.</summary>
    public ArrayStats? Stats { get; init; }

    public static RemoteReply Of(ArrayOutcome<Found> outcome) => new(outcome.Kind, outcome.Message) { Found = outcome.Value, Trace = outcome.Trace };

    public static RemoteReply Of(ArrayOutcome<ArrayExport> outcome) => new(outcome.Kind, outcome.Message) { Export = outcome.Value, Trace = outcome.Trace };

    public static RemoteReply Of(ArrayOutcome<IReadOnlyList<ArrayExport>> outcome) => new(outcome.Kind, outcome.Message) { Exports = outcome.Value };

    public static RemoteReply Of(ArrayOutcome<IReadOnlyList<ArrayObject>> outcome) => new(outcome.Kind, outcome.Message) { Objects = outcome.Value };

    public static RemoteReply Of(ArrayOutcome<ArrayMark> outcome) => new(outcome.Kind, outcome.Message) { Mark = outcome.Value };

    public static RemoteReply Of(ArrayOutcome<IReadOnlyList<SeenEpoch>> outcome) => new(outcome.Kind, outcome.Message) { Epochs = outcome.Value };

    public static RemoteReply Of(ArrayOutcome<ArrayStats> outcome) => new(outcome.Kind, outcome.Message) { Stats = outcome.Value };
}
