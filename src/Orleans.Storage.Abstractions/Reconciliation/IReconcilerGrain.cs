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
