using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Qos;

/// <summary>Which types have which QoS specs (contract §16). Cinder changes it by GET.</summary>
internal sealed class QosAssociationsResource(IGrainFactory grains, TypeCache types) : IResource
{
    private const string Policy = "volume_extension:qos_specs_manage:";
    private const string TypeParameter = "vol_type_id";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/qos-specs/{id}/associations", ListAsync, EndpointRules.For(Policy + "get_all"));
        routes.Get("/qos-specs/{id}/associate", request => ChangeAsync(request, id => Grain.AssociateQos(id, TypeOf(request))), EndpointRules.For(Policy + "update", 202) with { Query = [TypeParameter] });
        routes.Get("/qos-specs/{id}/disassociate", request => ChangeAsync(request, id => Grain.DisassociateQos(id, TypeOf(request))), EndpointRules.For(Policy + "update", 202) with { Query = [TypeParameter] });
        routes.Get("/qos-specs/{id}/disassociate_all", request => ChangeAsync(request, id => Grain.DisassociateQos(id, null)), EndpointRules.For(Policy + "update", 202));
    }

    private IQosSpecsGrain Grain => grains.GetGrain<IQosSpecsGrain>(IVolumeTypesGrain.Key);

    private async Task ListAsync(ApiRequest request)
    {
        var id = QosSpecsResource.IdOf(request);
        var known = await types.RefreshAsync();
        if (!known.QosSpecs.Any(q => q.Id == id))
        {
            throw QosSpecsResource.NotFound(request.Route("id"));
        }

        request.AnswerList("qos_associations"u8, known.All.Where(t => t.QosSpecsId == id), static (json, type) =>
        {
            json.WriteStartObject();
            json.WriteString("association_type"u8, "volume_type"u8);
            json.WriteString("name"u8, type.Name);
            json.WriteString("id"u8, type.Id.Value);
            json.WriteEndObject();
        });
    }

    private async Task ChangeAsync(ApiRequest request, Func<QosSpecsId, Task> change)
    {
        var id = QosSpecsResource.IdOf(request);
        await types.ChangeAsync(() => change(id));
        await request.Empty(202);
    }

    private static VolumeTypeId TypeOf(ApiRequest request) =>
        request.Query(TypeParameter) is not { Length: > 0 } text ? throw ApiException.BadRequest("Volume Type id must not be None.")
        : VolumeTypeId.TryParse(text, out var id) ? id
        : throw ApiException.NotFound($"Volume type {text} could not be found.");
}
