using System.Text.Json;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Pools;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Services;
using OrleansStorage.Domain.Scheduling;

namespace OrleansStorage.Api.Capabilities;

/// <summary>GET /capabilities/{host} (contract §19): what types can ask of a backend. The pool in the path, if it arrives at all, says nothing.</summary>
internal sealed class CapabilitiesResource(PoolCache pools) : IResource
{
    private static readonly (string Name, string Title, string Description)[] Properties =
    [
        ("thin_provisioning", "Thin Provisioning", "Sets thin provisioning."), ("compression", "Compression", "Enables compression."), ("qos", "QoS", "Enables QoS."),
        ("replication", "Replication", "Enables replication."),
    ];

    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/capabilities/{host}", ShowAsync, EndpointRules.For("volume_extension:capabilities"));

    private async Task ShowAsync(ApiRequest request)
    {
        var host = ServiceRow.HostOf(request.Route("host"));
        var pool = (await pools.RefreshAsync()).FirstOrDefault(p => ServiceRow.HostOf(p.Backend.Value) == host) ?? throw ApiException.NotFound($"Can't find service: {request.Route("host")}");
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteString("namespace"u8, $"OS::Storage::Capabilities::{host}");
        json.WriteString("vendor_name"u8, PoolCapabilities.VendorName);
        json.WriteString("volume_backend_name"u8, pool.BackendName);
        json.WriteString("pool_name"u8, PoolCapabilities.Of(pool, "pool_name"));
        json.WriteString("driver_version"u8, PoolsResource.DriverVersion);
        json.WriteString("storage_protocol"u8, pool.StorageProtocol);
        json.WriteString("display_name"u8, $"Capabilities of the {pool.DriverName} driver");
        json.WriteString("description"u8, $"These are volume type options provided by the {pool.DriverName} driver.");
        json.WriteString("visibility"u8, "public"u8);
        json.WriteStartArray("replication_targets"u8);
        json.WriteEndArray();
        json.WriteStartObject("properties"u8);
        foreach (var property in Properties)
        {
            Write(json, property);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, (string Name, string Title, string Description) property)
    {
        json.WriteStartObject(property.Name);
        json.WriteString("title"u8, property.Title);
        json.WriteString("description"u8, property.Description);
        json.WriteString("type"u8, "boolean"u8);
        json.WriteEndObject();
    }
}
