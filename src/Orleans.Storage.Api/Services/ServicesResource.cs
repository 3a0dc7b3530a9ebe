using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Services;

/// <summary>/os-services (contract §19): the backends as Cinder's clients expect to see them, and the switch that keeps new volumes out.</summary>
internal sealed class ServicesResource(ServiceLookup services) : IResource
{
    private const int ClusterSince = 7;
    private const int BackendStateSince = 49;
    private const string UpdatePolicy = "volume_extension:services:update";

    private static readonly Schema Host = new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 };
    private static readonly Schema Switch = Object([("host", Host), ("binary", Host), ("service", Host)], "host");

    private static readonly Schema SwitchWithReason =
        Object([("host", Host), ("binary", Host), ("service", Host), ("disabled_reason", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 })], "host", "disabled_reason");

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/os-services", ListAsync, EndpointRules.For("volume_extension:services:index") with { Query = ["host", "binary"] });
        routes.Put("/os-services/enable", request => SwitchAsync(request, isEnabled: true), EndpointRules.For(UpdatePolicy, body: Switch));
        routes.Put("/os-services/disable", request => SwitchAsync(request, isEnabled: false), EndpointRules.For(UpdatePolicy, body: Switch));
        routes.Put("/os-services/disable-log-reason", request => SwitchAsync(request, isEnabled: false), EndpointRules.For(UpdatePolicy, body: SwitchWithReason));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var host = request.Query("host");
        var binary = request.Query("binary");
        var rows = (await services.ListAsync())
            .Where(row => (host is null || row.Host == host || row.Host.StartsWith(host + "@", StringComparison.Ordinal)) && (binary is null || row.Binary == binary));
        request.AnswerList("services"u8, rows, (json, row) => Write(request, json, row));
    }

    private static void Write(ApiRequest request, Utf8JsonWriter json, ServiceRow row)
    {
        json.WriteStartObject();
        json.WriteString("binary"u8, row.Binary);
        json.WriteString("host"u8, row.Host);
        json.WriteString("zone"u8, row.Zone);
        json.WriteString("status"u8, row.IsEnabled ? "enabled"u8 : "disabled"u8);
        json.WriteString("state"u8, row.IsUp ? "up"u8 : "down"u8);
        json.WriteDate("updated_at"u8, row.At);
        if (row.Binary == ServiceRow.Volume && request.Version.Has(BackendStateSince))
        {
            json.WriteString("backend_state"u8, row.IsUp ? "up"u8 : "down"u8);
        }

        if (request.Version.Has(ClusterSince))
        {
            json.WriteNull("cluster"u8);
        }

        json.WriteString("disabled_reason"u8, row.DisabledReason);
        if (row.Binary == ServiceRow.Volume)
        {
            json.WriteString("replication_status"u8, "disabled"u8);
            json.WriteNull("active_backend_id"u8);
            json.WriteBoolean("frozen"u8, row.IsFrozen);
        }

        json.WriteEndObject();
    }

    private async Task SwitchAsync(ApiRequest request, bool isEnabled)
    {
        var host = request.Body.TextOrNull("host")!;
        var binary = request.Body.TextOrNull("binary") ?? request.Body.TextOrNull("service") ?? throw ApiException.BadRequest("Missing required element 'binary' in request body.");
        var reason = request.Body.TextOrNull("disabled_reason");
        var row = await services.FindAsync(binary, ServiceRow.HostOf(host)) ?? throw ApiException.NotFound($"Service {binary} could not be found on host {host}.");
        if (row.Pools.IsEmpty)
        {
            throw ApiException.BadRequest($"{binary} runs in every silo and cannot be switched.");
        }

        await services.ChangeAsync(row, backend => backend.SetEnabled(isEnabled, reason));
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteString("host"u8, host);
        json.WriteString("service"u8, ""u8);
        json.WriteString("binary"u8, binary);
        json.WriteString("status"u8, isEnabled ? "enabled"u8 : "disabled"u8);
        json.WriteBoolean("disabled"u8, !isEnabled);
        if (!isEnabled && reason is not null)
        {
            json.WriteString("disabled_reason"u8, reason);
        }

        json.WriteEndObject();
    }
}
