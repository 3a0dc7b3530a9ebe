using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Types;

/// <summary>Who may use a private type (contract §15).</summary>
internal sealed class TypeAccessResource(TypeLookup types) : IResource
{
    private const string Add = "addProjectAccess";
    private const string Remove = "removeProjectAccess";
    private const string Policy = "volume_extension:volume_type_access:";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/types/{id}/os-volume-type-access", ListAsync, EndpointRules.For(Policy + "get_all_for_type"));
        routes.Action("/types/{id}/action", Add, request => SetAsync(request, Add), EndpointRules.For(Policy + Add, 202, body: TypeSchemas.Access));
        routes.Action("/types/{id}/action", Remove, request => SetAsync(request, Remove), EndpointRules.For(Policy + Remove, 202, body: TypeSchemas.Access));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var type = await types.GetAsync(request);
        if (type.IsPublic)
        {
            throw ApiException.NotFound("Access list not available for public volume types.");
        }

        request.AnswerList("volume_type_access"u8, type.Projects, (json, project) =>
        {
            json.WriteStartObject();
            json.WriteString("volume_type_id"u8, type.Id.Value);
            json.WriteString("project_id"u8, project);
            json.WriteEndObject();
        });
    }

    private async Task SetAsync(ApiRequest request, string name)
    {
        var id = (await types.GetAsync(request)).Id;
        var project = new ProjectId(request.Body.GetProperty(name).TextOrNull("project")!);
        await types.ChangeAsync(grain => grain.SetAccess(id, project, allowed: name == Add));
        await request.Empty(202);
    }
}
