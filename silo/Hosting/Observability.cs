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

    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        builder.Logging.AddSimpleConsole(o => o.SingleLine = true);
        builder.Logging.AddFilter("Orleans", LogLevel.Warning).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning).AddFilter("Polly", LogLevel.Warning);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]).AddCheck<SiloHealth>("silo", tags: [Ready]);
        builder.Services.AddOpenTelemetry().WithMetrics(m => m.AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Microsoft.Orleans").AddPrometheusExporter());
        return builder;
    }

    public static WebApplication MapObservability(this WebApplication app, StorageOptions options)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready) });
        app.MapPrometheusScrapingEndpoint("/metrics");
        if (options.Silo.Dashboard) app.MapOrleansDashboard(routePrefix: "/dashboard");
        return app;
    }
}
