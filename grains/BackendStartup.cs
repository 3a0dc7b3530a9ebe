using OrleansStorage.Drivers;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains;

/// <summary>Makes the arrays ready when a silo starts, and lets their reconcilers begin.</summary>
public sealed class BackendStartup(BackendRegistry registry, IGrainFactory grains) : IStartupTask
{
    /// <inheritdoc/>
    public async Task Execute(CancellationToken cancellationToken)
    {
        await registry.StartAsync(cancellationToken);
        foreach (var backend in registry.All) await grains.GetGrain<IReconcilerGrain>(backend.Configuration.Id.Value).Start();
    }
}
