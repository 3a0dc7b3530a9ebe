using OrleansStorage.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Silo.Monitoring;

/// <summary>What this silo last heard of a backend. Immutable.</summary>
/// <param name="Id">The backend.</param>
/// <param name="Name">Its configured name.</param>
/// <param name="Report">What its grain said last; null before it said anything.</param>
/// <param name="Answered">Whether its grain answered when it was asked last.</param>
/// <param name="Figures">What its reconciler said last.</param>
internal sealed record BackendView(BackendId Id, string Name, PoolReport? Report, bool Answered, ReconcilerFigures? Figures)
{
    /// <summary>Whether its array answers, as far as this silo knows.</summary>
    public bool IsUp => Answered && Report is { IsUp: true };
}
