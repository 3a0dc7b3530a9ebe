using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Qos;

/// <summary>/qos-specs (contract §16).</summary>
internal sealed class QosSpecsResource(IGrainFactory grains, TypeCache types, IOptions<CinderApiOptions> options) : IResource
{
    private const string Policy = "volume_extension:qos_specs_manage:";

    private static readonly MemoryList<QosSpecs> List = new(q => q.Id.Value, q => q.CreatedAt, NotFound, [("name", q => q.Name), ("consumer", q => WireName<QosConsumer>.Of(q.Consumer))]);

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/qos-specs", ListAsync, EndpointRules.For(Policy + "get_all") with { Query = ["id", "name", "consumer"] });
        routes.Post("/qos-specs", CreateAsync, EndpointRules.For(Policy + "create", body: QosSpecsSchemas.Create));
        routes.Get("/qos-specs/{id}", ShowAsync, EndpointRules.For(Policy + "get"));
        routes.Put("/qos-specs/{id}", UpdateAsync, EndpointRules.For(Policy + "update", body: QosSpecsSchemas.Update));
        routes.Put("/qos-specs/{id}/delete_keys", DeleteKeysAsync, EndpointRules.For(Policy + "delete", 202, body: QosSpecsSchemas.DeleteKeys));
        routes.Delete("/qos-specs/{id}", DeleteAsync, EndpointRules.For(Policy + "delete", 202) with { Query = ["force"] });
    }

    private IQosSpecsGrain Grain => grains.GetGrain<IQosSpecsGrain>(IVolumeTypesGrain.Key);

    /// <summary>404 for QoS specs that are not there; <paramref name="id"/> is what the client wrote.</summary>
    public static ApiException NotFound(string id) => ApiException.NotFound($"No such QoS spec {id}.");

    /// <summary>The id in the path.</summary>
    /// <exception cref="ApiException">404: it is none.</exception>
    public static QosSpecsId IdOf(ApiRequest request) => QosSpecsId.TryParse(request.Route("id"), out var id) ? id : throw NotFound(request.Route("id"));

    private async Task ListAsync(ApiRequest request)
    {
        var (id, name, consumer) = (request.Query("id"), request.Query("name"), request.Query("consumer"));
        var found = (await types.RefreshAsync()).QosSpecs
            .Where(q => (id is null || q.Id.ToString() == id) && (name is null || q.Name == name) && (consumer is null || WireName<QosConsumer>.Of(q.Consumer) == consumer));
        var limit = Paging.Limit(request, options.Value.MaxPageSize);
        var page = List.Page(request, found, limit);
        await new ListPage<QosSpecs>("qos_specs", Links.Of(request, options.Value, "qos-specs").Collection, limit, page, q => q.Id.Value).AnswerAsync(request, Write);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var id = IdOf(request);
        Answer(request, (await types.RefreshAsync()).QosSpecs.FirstOrDefault(q => q.Id == id) ?? throw NotFound(request.Route("id")));
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("qos_specs");
        var specs = QosSpecsBody.Specs(body, hasName: true).Where(s => s.Value is not null).ToImmutableSortedDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal);
        var consumer = QosSpecsBody.Consumer(body) ?? QosConsumer.BackEnd;
        Answer(request, await types.ChangeAsync(() => Grain.CreateQos(body.TextOrNull("name")!.Trim(), consumer, specs)));
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("qos_specs");
        var (id, specs) = (IdOf(request), QosSpecsBody.Specs(body, hasName: false));
        await types.ChangeAsync(() => Grain.UpdateQos(id, QosSpecsBody.Consumer(body), specs));
        request.Echo(200);
    }

    private async Task DeleteKeysAsync(ApiRequest request)
    {
        var (id, keys) = (IdOf(request), QosSpecsBody.Keys(request.Body.GetProperty("keys")));
        await types.ChangeAsync(() => Grain.DeleteQosKeys(id, keys));
        await request.Empty(202);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var (id, force) = (IdOf(request), Booleans.FromQuery(request, "force"));
        await types.ChangeAsync(() => Grain.DeleteQos(id, force));
        await request.Empty(202);
    }

    /// <summary>One set; its links are beside it, not inside.</summary>
    private void Answer(ApiRequest request, QosSpecs specs)
    {
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WritePropertyName("qos_specs"u8);
        Write(json, specs);
        Links.Of(request, options.Value, "qos-specs").Write(json, specs.Id.Value);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, QosSpecs specs)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, specs.Id.Value);
        json.WriteString("name"u8, specs.Name);
        json.WriteString("consumer"u8, WireName<QosConsumer>.Of(specs.Consumer));
        json.WriteMap("specs"u8, specs.Specs);
        json.WriteEndObject();
    }
}
