using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Idempotency;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>/volumes (contract §7).</summary>
internal sealed class VolumesResource(VolumeLookup volumes, VolumeCreation creation, VolumeList list, TypeCache types, IdempotentCreates creates, IOptions<CinderApiOptions> options) : IResource
{
    private const int ForceSince = 23;

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Post("/volumes", request => creates.RunAsync(request, made => CreateAsync(request, made)), new() { Policy = "volume:create", Success = 202, Body = VolumeSchemas.Create });
        routes.Get("/volumes", request => list.AnswerAsync(request, isDetail: false), EndpointRules.For("volume:get_all"));
        routes.Get("/volumes/detail", request => list.AnswerAsync(request, isDetail: true), EndpointRules.For("volume:get_all"));
        routes.Get("/volumes/summary", list.AnswerSummaryAsync, EndpointRules.For("volume:get_all", since: 12));
        routes.Get("/volumes/{id}", ShowAsync, EndpointRules.For("volume:get"));
        routes.Put("/volumes/{id}", UpdateAsync, new() { Policy = "volume:update", Body = VolumeSchemas.Update, Find = volumes.RequireAsync });
        routes.Delete("/volumes/{id}", DeleteAsync, EndpointRules.For("volume:delete", 202) with { Find = volumes.RequireAsync, Query = ["cascade", "force"] });
        routes.Get("/volumes/{id}/encryption", EncryptionAsync, EndpointRules.For("volume_extension:volume_encryption_metadata"));
        routes.Get("/volumes/{id}/encryption/{key}", EncryptionValueAsync, EndpointRules.For("volume_extension:volume_encryption_metadata"));
    }

    private async Task CreateAsync(ApiRequest request, NewResource made)
    {
        var volume = await creation.CreateAsync(request, made);
        var view = await ViewAsync(request);
        // What comes of it is told later, also when no pool could take it (contract §7.2).
        request.Answer(202, "volume"u8, volume with { Status = VolumeStatus.Creating }, view.WriteCreated);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var volume = await volumes.GetAsync(request.Route("id"), request.Caller);
        var view = await ViewAsync(request);
        request.Answer(200, "volume"u8, volume, view.WriteDetail);
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("volume");
        var change = new UpdateVolumeRequest(body.NewTextOrNull("name", "display_name"), body.NewTextOrNull("description", "display_description"), body.MapOrNull("metadata"));
        var volume = await volumes.Grain(request.Route("id")).Update(change, request.Caller);
        var view = await ViewAsync(request);
        request.Answer(200, "volume"u8, volume, view.WriteUpdated);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var cascade = Booleans.FromQuery(request, "cascade");
        var force = request.Version.Has(ForceSince) && Booleans.FromQuery(request, "force");
        if (force)
        {
            await volumes.RequireAsync(request);
            request.Demand("volume:force_delete");
        }

        await volumes.Grain(request.Route("id")).Delete(cascade, force, request.Caller);
        await request.Empty(202);
    }

    private async Task EncryptionAsync(ApiRequest request)
    {
        await volumes.GetAsync(request.Route("id"), request.Caller);
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteNull("encryption_key_id"u8);
        json.WriteEndObject();
    }

    /// <summary>One value as bare JSON; no volume is encrypted here, so the only one is null.</summary>
    private async Task EncryptionValueAsync(ApiRequest request)
    {
        await volumes.GetAsync(request.Route("id"), request.Caller);
        if (request.Route("key") != "encryption_key_id")
        {
            throw ApiException.NoSuchResource();
        }

        using var json = request.BeginJson(200);
        json.WriteNullValue();
    }

    private async ValueTask<VolumeView> ViewAsync(ApiRequest request) => new(request, Links.Of(request, options.Value, "volumes"), await types.ForViewsAsync());
}
