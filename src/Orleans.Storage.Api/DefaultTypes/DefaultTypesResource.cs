using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Ids;
using OrleansStorage.Types;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.DefaultTypes;

/// <summary>/default-types (contract §25): a project's type for volumes that name none. <see cref="Differences.ProjectsAreNotLookedUp"/>.</summary>
internal sealed class DefaultTypesResource(TypeLookup lookup, TypeCache types) : IResource
{
    private const int Since = 62;
    private const string Policy = "volume_extension:";
    private static readonly Schema Set = Body("default_type", Object([("volume_type", Name)], "volume_type"));

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/default-types", ListAsync, EndpointRules.For(Policy + "default_get_all", since: Since));
        routes.Get("/default-types/{project}", ShowAsync, EndpointRules.For(Policy + "default_get", since: Since));
        routes.Put("/default-types/{project}", SetAsync, EndpointRules.For(Policy + "default_set_or_update", since: Since, body: Set));
        routes.Delete("/default-types/{project}", DeleteAsync, EndpointRules.For(Policy + "default_unset", 204, Since));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var known = await types.RefreshAsync();
        var defaults = known.All.SelectMany(type => type.DefaultOf.Select(project => (project, type.Id))).OrderBy(d => d.project, StringComparer.Ordinal);
        request.AnswerList("default_types"u8, defaults, Write);
    }

    private async Task ShowAsync(ApiRequest request)
    {
        var project = request.Route("project");
        var type = (await types.RefreshAsync()).DefaultOf(new(project)) ?? throw ApiException.NotFound($"Default type for project {project} not found.");
        request.Answer(200, "default_type"u8, (project, type.Id), Write);
    }

    private async Task SetAsync(ApiRequest request)
    {
        var project = request.Route("project");
        var asked = request.Body.GetProperty("default_type").TextOrNull("volume_type")!;
        var type = (await types.RefreshAsync()).Find(asked, request.Caller) ?? throw ApiException.BadRequest($"Volume type {asked} could not be found.");
        await lookup.ChangeAsync(grain => grain.SetDefaultOf(new(project), type.Id));
        request.Answer(200, "default_type"u8, (project, type.Id), Write);
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        await lookup.ChangeAsync(grain => grain.SetDefaultOf(new(request.Route("project")), null));
        await request.Empty(204);
    }

    private static void Write(Utf8JsonWriter json, (string Project, VolumeTypeId Type) known)
    {
        json.WriteStartObject();
        json.WriteString("project_id"u8, known.Project);
        json.WriteString("volume_type_id"u8, known.Type.Value);
        json.WriteEndObject();
    }
}
