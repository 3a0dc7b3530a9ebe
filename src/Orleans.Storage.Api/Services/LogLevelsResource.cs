using System.Text.Json;
using Microsoft.Extensions.Logging;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Services;

/// <summary>/os-services/get-log and set-log (contract §19). <see cref="Differences.LogLevelsAreConfigured"/>.</summary>
internal sealed class LogLevelsResource(PoolCache pools, ILoggerFactory loggers, TimeProvider clock) : IResource
{
    private const int Since = 32;
    private const string Policy = "volume_extension:services:update";
    private const string Api = "cinder-api";
    private const string DefaultPrefix = "OrleansStorage";
    private static readonly Schema Binary = new() { Types = JsonTypes.String | JsonTypes.Null, Words = ["", "*", Api, ServiceRow.Volume, ServiceRow.Scheduler, "cinder-backup"] };
    private static readonly (string, Schema)[] Which = [("binary", Binary), ("server", TextOrNull), ("prefix", TextOrNull)];

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Put("/os-services/get-log", ShowAsync, EndpointRules.For(Policy, since: Since, body: Object(Which)));
        routes.Put("/os-services/set-log", _ => throw ApiException.BadRequest("level: log levels are set in the configuration, under Logging:LogLevel, and cannot be changed by this call."),
            EndpointRules.For(Policy, 202, Since, Object([.. Which, ("level", Name)], "level")));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var binary = request.Body.TextOrNull("binary") is { Length: > 0 } named and not "*" ? named : null;
        var server = request.Body.TextOrNull("server") is { Length: > 0 } host ? host : null;
        var prefix = request.Body.TextOrNull("prefix") is { Length: > 0 } word ? word : DefaultPrefix;
        var services = ServiceRow.Of(await pools.GetAsync(), clock.GetUtcNow()).ToList();
        var all = services.Select(s => (s.Binary, s.Host)).Prepend((Binary: Api, services[^1].Host));
        request.AnswerList("log_levels"u8, all.Where(s => (binary is null || s.Binary == binary) && (server is null || s.Host == server)), (json, service) => Write(json, service, prefix));
    }

    private void Write(Utf8JsonWriter json, (string Binary, string Host) service, string prefix)
    {
        json.WriteStartObject();
        json.WriteString("binary"u8, service.Binary);
        json.WriteString("host"u8, service.Host);
        json.WriteStartObject("levels"u8);
        json.WriteString(prefix, LevelOf(loggers.CreateLogger(prefix)));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The least level that is written, in Python's words.</summary>
    private static string LevelOf(ILogger logger) =>
        logger.IsEnabled(LogLevel.Debug) ? "DEBUG" : logger.IsEnabled(LogLevel.Information) ? "INFO" : logger.IsEnabled(LogLevel.Warning) ? "WARNING" : logger.IsEnabled(LogLevel.Error) ? "ERROR" : "CRITICAL";
}
