using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansStorage.Silo.Hosting;

/// <summary>Ready only once the silo has started (its backends' arrays included) and until it begins to stop.</summary>
internal sealed class SiloHealth(IHostApplicationLifetime lifetime) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("starting or stopping"));
}
