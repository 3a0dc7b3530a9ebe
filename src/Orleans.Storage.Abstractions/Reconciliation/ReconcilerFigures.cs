using System.Collections.Immutable;
using OrleansStorage.Catalog;

namespace OrleansStorage.Reconciliation;

/// <summary>
/// What a backend's reconciler knows that operators watch: one asks for the whole cluster, and every silo shows it. A snapshot in time.
/// Immutable.
/// </summary>
/// <param name="ComparedAt">When array and records were compared last, to an end; null before the first time.</param>
/// <param name="Drift">How many differences of each kind that comparison left; kinds without any are not in it.</param>
/// <param name="Operations">The operations that are open on the array; null until they were counted.</param>
/// <param name="Volumes">The pool's volumes by status.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ReconcilerFigures")]
public sealed record ReconcilerFigures(
    [property: Id(0)] DateTimeOffset? ComparedAt, [property: Id(1)] ImmutableDictionary<DriftKind, int> Drift, [property: Id(2)] OpenOperations? Operations,
    [property: Id(3)] ImmutableArray<StatusCount> Volumes);
