using Microsoft.Extensions.Configuration.Memory;

namespace OrleansStorage.Silo.Hosting;

/// <summary>
/// What the silo logs, and how, unless it is told otherwise. The defaults are the lowest source of the configuration, not code:
/// so everything that .NET documents of <c>Logging</c> overrides them, from wherever it is set.
/// </summary>
internal static class LogDefaults
{
    private const string LevelOf = "Logging:LogLevel:";
    private const string Console = "Logging:Console:";

    /// <summary>
    /// What says the same as a line of ours, a hundred times and with a stack: a write that failed, a check of health that did, a grain's
    /// exception, which goes to its caller.
    /// </summary>
    private static readonly string[] Repeated =
    [
        "Orleans.Storage.AdoNetGrainStorage", "OrleansStorage.Data.State.NotedGrainStorage", "Orleans.Grain", "Microsoft.Extensions.Diagnostics.HealthChecks",
    ];

    /// <summary>Whether log lines are JSON: a text for people among them would break what reads them.</summary>
    public static bool LogsJson(this IConfiguration configuration) =>
        string.Equals(configuration[Console + "FormatterName"], "json", StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds them to a host that is being built.</summary>
    public static WebApplicationBuilder AddLogDefaults(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Values(configuration) });
        var watchdog = new WatchdogMute();
        builder.Logging.AddFilter(WatchdogMute.Category, watchdog.Lets);
        builder.Services.AddSingleton(watchdog);
        return builder;
    }

    private static Dictionary<string, string?> Values(ConfigurationManager told)
    {
        var json = told.LogsJson();
        var values = new Dictionary<string, string?>
        {
            [LevelOf + "Default"] = nameof(LogLevel.Information),
            // "Orleans" is a prefix of our own names too.
            [LevelOf + "Orleans"] = nameof(LogLevel.Warning),
            [LevelOf + "OrleansStorage"] = told[LevelOf + "Default"] ?? nameof(LogLevel.Information),
            [LevelOf + "Microsoft"] = nameof(LogLevel.Warning),
            [LevelOf + "System.Net.Http"] = nameof(LogLevel.Warning),
            [LevelOf + "Polly"] = nameof(LogLevel.Warning),
            [Console + "FormatterName"] = "simple",
            [Console + "FormatterOptions:SingleLine"] = "true",
            [Console + "FormatterOptions:TimestampFormat"] = json ? "yyyy-MM-ddTHH:mm:ss.fffZ" : "yyyy-MM-ddTHH:mm:ss.fffZ ",
            [Console + "FormatterOptions:UseUtcTimestamp"] = "true",
            [Console + "FormatterOptions:IncludeScopes"] = json ? "true" : "false",
        };
        foreach (var category in Repeated) values[LevelOf + category] = nameof(LogLevel.None);
        return values;
    }
}
