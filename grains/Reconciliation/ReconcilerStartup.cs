using OrleansStorage.Drivers;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>Lets every backend's reconciler begin when a silo has started.</summary>
public sealed class ReconcilerStartup(BackendRegistry registry, IGrainFactory grains) : IStartupTask
{
    /// <inheritdoc/>
    public async Task Execute(CancellationToken cancellationToken)
    {
        foreach (var backend in registry.All) await grains.GetGrain<IReconcilerGrain>(backend.Configuration.Id.Value).Start();
    }
}
