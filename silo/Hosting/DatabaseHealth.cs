using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansStorage.Data;

namespace OrleansStorage.Silo.Hosting;

/// <summary>Ready only while the database does a write: without it no intent can be written. Has a limit of its own, of a second or two.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        return await database.WhyNotWritableAsync(cancellationToken) is { } why ? HealthCheckResult.Unhealthy(why) : HealthCheckResult.Healthy();
    }
}
