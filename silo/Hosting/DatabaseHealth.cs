using Microsoft.Extensions.Diagnostics.HealthChecks;
using OrleansStorage.Data;

namespace OrleansStorage.Silo.Hosting;

/// <summary>Ready only while the database answers: without it no intent can be written.</summary>
internal sealed class DatabaseHealth(Database database) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await database.CheckAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
