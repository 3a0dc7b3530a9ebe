using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using Orleans.Dashboard;
using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Hosting;

/// <summary>What operators look at: health, metrics, logs, the dashboard.</summary>
internal static class Observability
{
    private const string Ready = "ready";
    private const string Dashboard = "/dashboard";

    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        builder.AddLogDefaults();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]).AddCheck<SiloHealth>("silo", tags: [Ready]);
        builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Microsoft.Orleans", "OrleansStorage.*").AddPrometheusExporter());
        return builder;
    }

    public static WebApplication MapObservability(this WebApplication app, StorageOptions options)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = WriteReasons });
        app.MapHealthChecks("/healthcheck", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = WriteAsCinder });
        app.MapPrometheusScrapingEndpoint("/metrics");
        // The dashboard asks no token and shows every project's volumes.
        if (options.Identity.IsKeystone) app.UseWhen(http => http.Request.Path.StartsWithSegments(Dashboard), dashboard => dashboard.Use(OnlyFromLoopback));
        if (options.Silo.Dashboard) app.MapOrleansDashboard(routePrefix: Dashboard);
        return app;
    }

    private static Task OnlyFromLoopback(HttpContext http, RequestDelegate next)
    {
        if (http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)) return next(http);
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>The word, and a line for each check that failed.</summary>
    private static Task WriteReasons(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=UTF-8";
        var failed = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}");
        return http.Response.WriteAsync(string.Join('\n', failed.Prepend(report.Status.ToString())));
    }

    /// <summary>What load balancers in front of Cinder look for (contract §1): <c>OK</c>, or the checks that failed.</summary>
    private static Task WriteAsCinder(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=UTF-8";
        var failed = report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => e.Key);
        return http.Response.WriteAsync(report.Status == HealthStatus.Healthy ? "OK" : string.Join('\n', failed));
    }
}
