namespace OrleansStorage.Reconciliation;

/// <summary>
/// Keeps one backend's array as it is recorded; its key is the <see cref="Ids.BackendId"/>. Finds recorded exports that the array forgot and open operations whose time is over, and wakes
/// their volumes. It calls volumes, and volumes call backends: never the other way.
/// </summary>
[Alias("OrleansStorage.IReconcilerGrain")]
public interface IReconcilerGrain : IGrainWithStringKey
{
    /// <summary>Compares once, now, and waits until what was found is mended or given up.</summary>
    [Alias("Reconcile")]
    Task<ReconcileReport> Reconcile();

    /// <summary>Starts to compare at every period from now on, also after the loss of its silo. Again: nothing.</summary>
    [Alias("Start")]
    Task Start();

    /// <summary>The last comparison; null before the first. Also what the dashboard shows.</summary>
    [Alias("GetState"), Orleans.Concurrency.ReadOnly, Orleans.Concurrency.AlwaysInterleave]
    Task<ReconcileReport?> GetState();
}
