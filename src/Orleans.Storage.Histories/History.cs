using System.Collections.Immutable;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Histories.Records;
using OrleansStorage.Histories.Texts;
using OrleansStorage.Histories.Turns;

namespace OrleansStorage.Histories;

/// <summary>
/// What happened to some volumes, as clients, the record and the array saw it. Every event has a number, <c>at</c>, from one counter over all the parts, so that the parts can be laid side by side. A part that nobody
/// recorded is null, and the checkers that need it say that they cannot judge. Immutable.
/// </summary>
public sealed record History
{
    /// <summary>The schema number that this code reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The schema number of this value.</summary>
    public int Schema { get; init; } = CurrentSchema;
    /// <summary>Where it comes from, for a reader: a test's name, a seed.</summary>
    public string? Source { get; init; }
    /// <summary>What the system was set to, as far as the checkers must know.</summary>
    public HistorySettings Settings { get; init; } = new();
    /// <summary>What clients asked and were answered, in the order of their numbers.</summary>
    public required ImmutableArray<CallEvent> Calls { get; init; }
    /// <summary>Every write of a volume's state that took effect, in the order of their numbers; null when not recorded.</summary>
    public ImmutableArray<Commit>? Commits { get; init; }
    /// <summary>Every change that the array made, in the order of their numbers; null when not recorded.</summary>
    public ImmutableArray<ArrayMutation>? Mutations { get; init; }
    /// <summary>What became of records beside their writes, in the order of its numbers; null when nothing did, or when it was not recorded.</summary>
    public ImmutableArray<RecordEvent>? RecordEvents { get; init; }
    /// <summary>Every turn on an array, in the order of their numbers; null when not recorded.</summary>
    public ImmutableArray<ArrayTurn>? Turns { get; init; }
    /// <summary>What was shown to people, and what must not be in it; null when not recorded.</summary>
    public ShownTexts? Shown { get; init; }
    /// <summary>How everything stood when faults had stopped and nothing was under way any more; null when not recorded.</summary>
    public QuiesceSnapshot? Quiesce { get; init; }
}
