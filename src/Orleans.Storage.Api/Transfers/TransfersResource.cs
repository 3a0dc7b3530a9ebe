using Microsoft.Extensions.Options;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Volumes;

namespace OrleansStorage.Api.Transfers;

/// <summary>/os-volume-transfer and, since 3.55, /volume-transfers: the same transfers (contract §20).</summary>
internal sealed class TransfersResource(TransferLookup transfers, TransferCreation creation, TransferList list, VolumeLookup volumes, IOptions<CinderApiOptions> options) : IResource
{
    /// <summary>The path that every version has.</summary>
    public const string LegacyPath = "/os-volume-transfer";

    private const string Path = "/volume-transfers";
    private const int Since = 55;

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        Map(routes, LegacyPath, 0, TransferSchemas.CreateLegacy);
        Map(routes, Path, Since, TransferSchemas.Create);
    }

    private void Map(ApiRoutes routes, string path, int since, Schema create)
    {
        routes.Post(path, CreateAsync, EndpointRules.For("volume:create_transfer", 202, since, create));
        routes.Get(path, request => list.AnswerAsync(request, path, isDetail: false), EndpointRules.For("volume:get_all_transfers", since: since));
        routes.Get(path + "/detail", request => list.AnswerAsync(request, path, isDetail: true), EndpointRules.For("volume:get_all_transfers", since: since));
        routes.Get(path + "/{id}", ShowAsync, EndpointRules.For("volume:get_transfer", since: since));
        routes.Delete(path + "/{id}", DeleteAsync, EndpointRules.For("volume:delete_transfer", 202, since) with { Find = transfers.RequireAsync });
        routes.Post(path + "/{id}/accept", AcceptAsync, EndpointRules.For("volume:accept_transfer", 202, since, TransferSchemas.Accept));
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var (transfer, key) = await creation.OfferAsync(request);
        request.Answer(202, "transfer"u8, transfer, (json, shown) => View(request).WriteCreated(json, shown, key));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var transfer = await transfers.GetAsync(request.Route("id"), request.Caller);
        request.Answer(200, "transfer"u8, transfer, View(request).WriteDetail);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var transfer = await transfers.GetAsync(request.Route("id"), request.Caller);
        await volumes.Grain(transfer.VolumeId).DeleteTransfer(transfer.Id, request.Caller);
        await request.Empty(202);
    }

    private async Task AcceptAsync(ApiRequest request)
    {
        var transfer = await creation.AcceptAsync(request);
        request.Answer(202, "transfer"u8, transfer, View(request).WriteSummary);
    }

    private TransferView View(ApiRequest request) => new(request, options.Value);
}
