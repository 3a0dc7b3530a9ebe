using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansStorage.Drivers;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// Starts every reconciler again as soon as a silo is declared dead, for its reminder may be a minute away and the dead silo's operations wait to be settled. Each silo does so; all but the first find it
/// started. Runs from the silo's start to its end.
/// </summary>
public sealed partial class ReconcilerWatch(IClusterMembershipService membership, BackendRegistry registry, IGrainFactory grains, TimeProvider time, ILogger<ReconcilerWatch> logger) : BackgroundService
{
    private const int Tries = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var before = membership.CurrentSnapshot;
        await foreach (var now in membership.MembershipUpdates.WithCancellation(stoppingToken))
        {
            var lost = now.CreateUpdate(before).Changes.Any(m => m.Status == SiloStatus.Dead);
            before = now;
            if (lost) await Task.WhenAll(registry.All.Select(b => StartAsync(b.Configuration.Id, stoppingToken)));
        }
    }

    /// <summary>The directory may point to the dead silo for a moment longer.</summary>
    private async Task StartAsync(BackendId backend, CancellationToken stoppingToken)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                await grains.GetGrain<IReconcilerGrain>(backend.Value).Start().WaitAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (NoAnswer.Is(e))
            {
                LogNotStarted(logger, backend, e.Message);
                await Task.Delay(BetweenTries, time, stoppingToken);
            }
        }
    }

    [LoggerMessage(1203, LogLevel.Information, "Backend {Backend}: its reconciler is not started again yet, after the loss of a silo: {Why}")]
    private static partial void LogNotStarted(ILogger logger, BackendId backend, string why);
}
