using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Workers;

/// <summary>POST /workers/cleanup (contract §19), since 3.24. What a silo leaves undone when it dies is settled without being asked, so there is never anything to clean.</summary>
internal sealed class WorkersResource : IResource
{
    private const int Since = 24;

    private static readonly Schema Cleanup = Object(
    [
        ("cluster_name", TextOrNull), ("host", TextOrNull), ("binary", new() { Types = JsonTypes.String, Words = ["cinder-volume", "cinder-scheduler"] }), ("is_up", CommonSchemas.Boolean),
        ("disabled", CommonSchemas.Boolean), ("resource_id", IdOrNull), ("resource_type", new() { Types = JsonTypes.String, Words = ["Volume", "Snapshot"] }), ("service_id", WholeNumberOrNull),
    ]);

    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Post("/workers/cleanup", CleanAsync, EndpointRules.For("workers:cleanup", 202, Since, Cleanup));

    private static Task CleanAsync(ApiRequest request)
    {
        using var json = request.BeginJson(202);
        json.WriteStartObject();
        json.WriteStartArray("cleaning"u8);
        json.WriteEndArray();
        json.WriteStartArray("unavailable"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        return Task.CompletedTask;
    }
}
