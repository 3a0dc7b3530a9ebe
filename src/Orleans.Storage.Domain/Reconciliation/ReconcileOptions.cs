namespace OrleansStorage.Domain.Reconciliation;

/// <summary>How long reconcilers let things be. Immutable.</summary>
/// <param name="TimelineRetention">How long entries of timelines are kept after their operation ended.</param>
public sealed record ReconcileOptions(TimeSpan TimelineRetention);
