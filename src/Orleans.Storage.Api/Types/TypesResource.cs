using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>/types (contract §15).</summary>
internal sealed class TypesResource(TypeLookup types, TypeCache cache, TypeList list, IOptions<CinderApiOptions> options) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/types", list.AnswerAsync, EndpointRules.For("volume_extension:type_get_all"));
        routes.Get("/types/default", ShowDefaultAsync, EndpointRules.For("volume_extension:type_get"));
        routes.Get("/types/{id}", ShowAsync, EndpointRules.For("volume_extension:type_get"));
        routes.Post("/types", CreateAsync, EndpointRules.For("volume_extension:type_create", body: TypeSchemas.Create));
        routes.Put("/types/{id}", UpdateAsync, EndpointRules.For("volume_extension:type_update", body: TypeSchemas.Update));
        routes.Delete("/types/{id}", DeleteAsync, EndpointRules.For("volume_extension:type_delete", 202));
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        Answer(request, type, TypeView.WriteDetail);
    }

    private async Task ShowDefaultAsync(ApiRequest request)
    {
        var type = await cache.DefaultAsync(request.Caller.Project);
        Answer(request, type, TypeView.WriteDefault);
    }

    private async Task CreateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("volume_type");
        var specs = ReadSpecs(body).Where(s => s.Value is not null).ToImmutableSortedDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal);
        var isPublic = body.BooleanOrNull("os-volume-type-access:is_public") ?? true;
        var type = await types.ChangeAsync(grain => grain.Create(body.TextOrNull("name")!.Trim(), body.TextOrNull("description"), isPublic, specs));
        Answer(request, type, TypeView.WriteCreated);
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("volume_type");
        var name = body.TextOrNull("name");
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            throw ApiException.BadRequest("Volume type name can not be empty.");
        }

        var description = body.TextOrNull("description");
        var isPublic = body.BooleanOrNull("is_public");
        if (name is null && description is null && isPublic is null)
        {
            throw ApiException.BadRequest("Specify volume type name, description, is_public or a combination thereof.");
        }

        var id = (await types.GetAsync(request)).Id;
        var type = await types.ChangeAsync(grain => grain.Update(id, name?.Trim(), description, isPublic));
        Answer(request, type, TypeView.WriteUpdated);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        if (type.Name == options.Value.DefaultVolumeType)
        {
            throw ApiException.BadRequest($"The volume type {type.Id} is a default volume type and cannot be deleted.");
        }

        await types.ChangeAsync(grain => grain.Delete(type.Id));
        await request.Empty(202);
    }

    /// <summary>The extra specs of a body.</summary>
    public static ImmutableDictionary<string, string?> ReadSpecs(JsonElement body) => body.TryGet("extra_specs", out var specs)
        ? specs.EnumerateObject().ToImmutableDictionary(s => s.Name, s => s.Value.ValueKind == JsonValueKind.Null ? null : s.Value.Text())
        : ImmutableDictionary<string, string?>.Empty;

    private static void Answer(ApiRequest request, VolumeType type, Action<Utf8JsonWriter, VolumeType, ApiRequest> write) =>
        request.Answer(200, "volume_type"u8, type, (json, shown) => write(json, shown, request));
}
