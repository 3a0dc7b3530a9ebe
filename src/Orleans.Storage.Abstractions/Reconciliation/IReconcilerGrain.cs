using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Reconciliation;

/// <summary>
/// Keeps one backend's array as it is recorded; its key is the <see cref="Ids.BackendId"/>. Finds where array, records and attachments differ, and open operations whose time is over, and mends
/// what can be mended safely. It calls volumes, and volumes call backends: never the other way.
/// </summary>
[Alias("OrleansStorage.IReconcilerGrain")]
public interface IReconcilerGrain : IGrainWithStringKey
{
    /// <summary>Compares once, now, and waits until what was found is mended or given up. Again: nothing, once it is mended.</summary>
    [Alias("Reconcile")]
    Task<ReconcileReport> Reconcile();

    /// <summary>Compares once, now, and changes nothing.</summary>
    [Alias("Compare")]
    Task<ReconcileReport> Compare();

    /// <summary>
    /// Brings a record that is behind its array, one that was restored from a backup, together with it: each volume takes over what the array shows, and epochs go on above what the array has seen. No session is
    /// ended, and nothing is removed from the array. As a dry run it changes nothing. Again: nothing.
    /// </summary>
    [Alias("Recover")]
    Task<RecoverReport> Recover(bool isDryRun);

    /// <summary>On an operator's word: removes the array's exports of these volumes, none of which may be on record, where no session is open. Answers each with what came of it.</summary>
    [Alias("RemoveUnknown")]
    Task<ImmutableArray<Drift>> RemoveUnknown(ImmutableArray<VolumeId> volumes);

    /// <summary>Starts to compare at every period from now on, also after the loss of its silo. Again: nothing.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>What operators watch; no array call and no query.</summary>
    [Alias("GetFigures"), Orleans.Concurrency.ReadOnly, Orleans.Concurrency.AlwaysInterleave]
    Task<ReconcilerFigures> GetFigures();

    /// <summary>The last comparison; null before the first. Also what the dashboard shows.</summary>
    [Alias("GetState"), Orleans.Concurrency.ReadOnly, Orleans.Concurrency.AlwaysInterleave]
    Task<ReconcileReport?> GetState();
}
