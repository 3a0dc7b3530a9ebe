using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// Lets every backend's reconciler begin when a silo has started. One that cannot be reached does not keep the silo from serving: another silo, lost and not declared dead yet, has it or the part of the
/// directory that finds it; that silo's end starts it again (<see cref="ReconcilerWatch"/>), as does its reminder.
/// </summary>
public sealed partial class ReconcilerStartup(BackendRegistry registry, IGrainFactory grains, TimeProvider time, ILogger<ReconcilerStartup> logger) : IStartupTask
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public Task Execute(CancellationToken cancellationToken) => Task.WhenAll(registry.All.Select(b => StartAsync(b.Configuration.Id, cancellationToken)));

    private async Task StartAsync(BackendId backend, CancellationToken cancellationToken)
    {
        try
        {
            await grains.GetGrain<IReconcilerGrain>(backend.Value).Start().WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception e) when (NoAnswer.Is(e))
        {
            LogNotReached(logger, backend, e.Message);
        }
    }

    [LoggerMessage(1219, LogLevel.Warning, "Backend {Backend}: its reconciler was not reached; the silo serves without having woken it: {Why}")]
    private static partial void LogNotReached(ILogger logger, BackendId backend, string why);
}
