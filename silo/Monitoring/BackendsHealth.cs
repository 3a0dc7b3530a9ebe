using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace OrleansStorage.Silo.Monitoring;

/// <summary>
/// Tells which arrays do not answer, and which have seen a newer record than ours or belong to another installation. A silo with such a one is ready: others' volumes, and all that needs no array, are served; so it is
/// degraded and never unhealthy.
/// </summary>
internal sealed class BackendsHealth(BackendWatch watch) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var down = watch.Backends.Where(v => !v.IsUp || v.Report?.Standing?.IsHeld == true).Select(Describe).ToList();
        return Task.FromResult(down.Count == 0 ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(string.Join("; ", down)));
    }

    private static string Describe(BackendView view) => view is { IsUp: true, Report.Standing.Why: { } why } ? why : view.Report?.LastAnswerAt is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"{view.Name} does not answer since {at:yyyy-MM-ddTHH:mm:ssZ}")
        : $"{view.Name} does not answer";
}
