using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Backends;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Operations;

/// <summary>/orleans-storage/volumes/{id}/operation: what a volume's open operation waits for. Ours, not Cinder's; for the volume's owner, who is told no host.</summary>
internal sealed class OpenOperationResource(IGrainFactory grains, VolumeLookup volumes) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/orleans-storage/volumes/{id}/operation", ShowAsync, EndpointRules.For("orleans_storage:timeline"));

    private async Task ShowAsync(ApiRequest request)
    {
        var volume = await volumes.GetAsync(request.Route("id"), request.Caller);
        var place = volume is { Intent: not null, Backend: { } backend } ? await grains.GetBackend(backend).GetPlace(volume.Id) : null;
        request.Answer(200, "operation"u8, (volume.Intent, Place: place, volume.Waits), static (json, operation) => Write(json, operation.Intent, operation.Place, operation.Waits));
    }

    private static void Write(Utf8JsonWriter json, IntentDescription? intent, QueuePlace? place, OperationWait? waits)
    {
        if (intent is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("id"u8, intent.OperationId.Value);
        json.WriteString("kind"u8, WireName<IntentKind>.Of(intent.Kind));
        json.WriteDate("not_after"u8, intent.NotAfter);
        // Without a place the array is not asked now: the operation is being written, or it failed and is tried again in a while.
        json.WriteString("phase"u8, place switch { null => "pending"u8, { Position: 0 } => "running"u8, _ => "waiting"u8 });
        json.WriteNumber("queue_position"u8, place?.Position ?? 0);
        json.WriteNumber("queue_length"u8, place?.Waiting ?? 0);
        json.WriteNumber("estimated_wait_ms"u8, (long)(place?.EstimatedWait.TotalMilliseconds ?? 0));
        json.WriteString("waits_for"u8, waits?.For);
        json.WriteDate("waits_until"u8, waits?.Until);
        json.WriteEndObject();
    }
}
