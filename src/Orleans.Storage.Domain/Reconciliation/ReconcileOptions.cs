namespace OrleansStorage.Domain.Reconciliation;

/// <summary>How long reconcilers let things be. Immutable.</summary>
/// <param name="TimelineRetention">How long entries of timelines are kept after their operation ended.</param>
/// <param name="OrphanGrace">How long an export that nothing records is left on its array after it was first seen: longer than any call may be under way.</param>
public sealed record ReconcileOptions(TimeSpan TimelineRetention, TimeSpan OrphanGrace);
