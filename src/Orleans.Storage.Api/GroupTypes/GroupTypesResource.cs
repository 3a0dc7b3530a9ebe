using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Groups;

namespace OrleansStorage.Api.GroupTypes;

/// <summary>/group_types (contract §21), since 3.11.</summary>
internal sealed class GroupTypesResource(GroupTypeLookup types, IOptions<CinderApiOptions> options) : IResource
{
    private const int Since = 11;
    private const string Policy = "group:group_types:";

    private static readonly MemoryList<GroupType> List = new(t => t.Id.Value, t => t.CreatedAt, GroupTypeLookup.NotFound,
        [("updated_at", t => t.UpdatedAt), ("name", t => t.Name), ("description", t => t.Description), ("is_public", t => t.IsPublic)]);

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/group_types", ListAsync, EndpointRules.For(null, since: Since) with { Query = ["is_public"] });
        // There is no group type that groups get when none is named.
        routes.Get("/group_types/default", _ => throw ApiException.NotFound("Default group type can not be found."), EndpointRules.For(null, since: Since));
        routes.Get("/group_types/{id}", ShowAsync, EndpointRules.For(null, since: Since));
        routes.Post("/group_types", CreateAsync, EndpointRules.For(Policy + "create", 202, Since, GroupTypeSchemas.Create));
        routes.Put("/group_types/{id}", UpdateAsync, EndpointRules.For(Policy + "update", since: Since, body: GroupTypeSchemas.Update));
        routes.Delete("/group_types/{id}", DeleteAsync, EndpointRules.For(Policy + "delete", 202, Since));
    }

    private async Task ListAsync(ApiRequest request)
    {
        var (isPublic, limit) = (TypeList.IsPublic(request), Paging.Limit(request, options.Value.MaxPageSize));
        var visible = (await types.Grain.GetState()).Where(t => t.IsVisibleTo(request.Caller) && (!request.Caller.IsAdmin || isPublic is null || t.IsPublic == isPublic));
        var page = List.Page(request, visible, limit);
        var answer = new ListPage<GroupType>("group_types", Links.Of(request, options.Value, "group_types").Collection, limit, page, t => t.Id.Value) { LinksName = "group_type_links" };
        await answer.AnswerAsync(request, (json, type) => Write(json, type, request));
    }

    private async Task ShowAsync(ApiRequest request) => Answer(request, 200, await types.GetAsync(request));

    private async Task CreateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("group_type");
        var specs = Specs(body).Where(s => s.Value is not null).ToImmutableSortedDictionary(s => s.Key, s => s.Value!, StringComparer.Ordinal);
        Answer(request, 202, await types.Grain.Create(body.TextOrNull("name")!.Trim(), body.TextOrNull("description"), body.BooleanOrNull("is_public") ?? true, specs));
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("group_type");
        var (name, description, isPublic) = (body.TextOrNull("name"), body.TextOrNull("description"), body.BooleanOrNull("is_public"));
        if (name is not null && string.IsNullOrWhiteSpace(name))
        {
            throw ApiException.BadRequest("Group type name can not be empty.");
        }

        if (name is null && description is null && isPublic is null)
        {
            throw ApiException.BadRequest("Specify group type name, description, is_public or a combination thereof.");
        }

        var id = (await types.GetAsync(request)).Id;
        Answer(request, 200, await types.Grain.Update(id, name?.Trim(), description, isPublic));
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        await types.Grain.Delete((await types.GetAsync(request)).Id);
        await request.Empty(202);
    }

    /// <summary>The specs of a body, under <c>group_specs</c>.</summary>
    public static ImmutableDictionary<string, string?> Specs(JsonElement body) => body.TryGet("group_specs", out var specs)
        ? specs.EnumerateObject().ToImmutableDictionary(s => s.Name, s => s.Value.ValueKind == JsonValueKind.Null ? null : s.Value.Text())
        : ImmutableDictionary<string, string?>.Empty;

    private static void Answer(ApiRequest request, int status, GroupType type) => request.Answer(status, "group_type"u8, type, (json, shown) => Write(json, shown, request));

    private static void Write(Utf8JsonWriter json, GroupType type, ApiRequest request)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, type.Id.Value);
        json.WriteString("name"u8, type.Name);
        json.WriteString("description"u8, type.Description);
        json.WriteBoolean("is_public"u8, type.IsPublic);
        if (request.May("group:access_group_types_specs"))
        {
            json.WriteMap("group_specs"u8, type.Specs);
        }

        json.WriteEndObject();
    }
}
