using System.Reflection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Monitoring;

/// <summary>What measures this silo and watches the backends.</summary>
internal static class MonitoringServices
{
    /// <summary>The health checks that an answer is made of and that do not keep a silo from being ready.</summary>
    public const string Detail = "detail";

    private static readonly string Version =
        typeof(MonitoringServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public static IServiceCollection AddMonitoring(this IServiceCollection services, StorageOptions options)
    {
        services.AddSingleton<BackendWatch>().AddHostedService(s => s.GetRequiredService<BackendWatch>()).AddSingleton<BackendGauges>();
        services.AddHealthChecks().AddCheck<BackendsHealth>("backends", HealthStatus.Degraded, [Detail]);
        services.AddOpenTelemetry().ConfigureResource(r => Describe(r, options)).WithMetrics(m => m
            .AddAspNetCoreInstrumentation().AddRuntimeInstrumentation().AddMeter("Microsoft.Orleans", "OrleansStorage.*").AddPrometheusExporter());
        return services;
    }

    /// <summary>Who measures: Prometheus shows it as <c>target_info</c>.</summary>
    private static void Describe(ResourceBuilder resource, StorageOptions options) => resource
        .AddService("orleans-storage", serviceVersion: Version, serviceInstanceId: $"{options.Clustering.AdvertisedAddress}:{options.Silo.SiloPort}")
        .AddAttributes([new("cluster", options.Clustering.ClusterId)]);
}
