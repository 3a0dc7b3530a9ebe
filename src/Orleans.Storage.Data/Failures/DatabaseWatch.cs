using Microsoft.Extensions.Hosting;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// Looks every few seconds whether writes are done, so that a silo that only reads notices too that its server is not the primary any more,
/// and the log says so though nobody asks for readiness.
/// </summary>
internal sealed class DatabaseWatch(Database database, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(3);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken)) await database.WhyNotWritableAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }
}
