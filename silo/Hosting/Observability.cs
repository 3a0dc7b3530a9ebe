using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Orleans.Dashboard;
using OrleansStorage.Silo.Configuration;
using OrleansStorage.Silo.Monitoring;

namespace OrleansStorage.Silo.Hosting;

/// <summary>What operators look at: health, metrics, logs, the dashboard.</summary>
internal static class Observability
{
    private const string Ready = "ready";
    private const string Dashboard = "/dashboard";

    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder, StorageOptions options)
    {
        builder.AddLogDefaults();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: [Ready]).AddCheck<SiloHealth>("silo", tags: [Ready]).AddCheck<ClockWatch>("clock", tags: [Ready]);
        builder.Services.AddMonitoring(options);
        return builder;
    }

    /// <summary>Health is on both listeners; what shows every project's volumes and asks nobody who he is, on the operators' alone.</summary>
    public static WebApplication MapObservability(this WebApplication app, StorageOptions options)
    {
        // Made here, for nobody asks for it: its instruments are looked at through their meter.
        app.Services.GetRequiredService<BackendGauges>();
        var listener = new AdminListener(options.Admin);
        app.Use(listener.InvokeAsync);
        var health = app.MapGroup("").WithMetadata(AdminListener.Too);
        health.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false });
        health.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = c => c.Tags.Overlaps([Ready, MonitoringServices.Detail]),
            ResponseWriter = (http, report) => WriteReasons(http, report, listener.Took(http)),
        });
        health.MapHealthChecks("/healthcheck", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready), ResponseWriter = WriteAsCinder });
        var operators = app.MapGroup("").WithMetadata(AdminListener.Alone);
        operators.MapPrometheusScrapingEndpoint("/metrics");
        if (options.Silo.Dashboard) operators.MapOrleansDashboard(routePrefix: Dashboard);
        return app;
    }

    /// <summary>The word, and for operators a line for each check that failed.</summary>
    private static Task WriteReasons(HttpContext http, HealthReport report, bool isOperators)
    {
        http.Response.ContentType = "text/plain; charset=UTF-8";
        var failed = report.Entries.Where(e => isOperators && e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}");
        return http.Response.WriteAsync(string.Join('\n', failed.Prepend(report.Status.ToString())));
    }

    /// <summary>What load balancers in front of Cinder look for (contract §1): <c>OK</c>, or the checks that failed; nothing, and 204 for <c>OK</c>, when they ask by HEAD.</summary>
    private static Task WriteAsCinder(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=UTF-8";
        if (HttpMethods.IsHead(http.Request.Method))
        {
            if (report.Status != HealthStatus.Unhealthy) http.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }
        var failed = report.Entries.Where(e => e.Value.Status == HealthStatus.Unhealthy).Select(e => e.Key);
        return http.Response.WriteAsync(report.Status == HealthStatus.Unhealthy ? string.Join('\n', failed) : "OK");
    }
}
