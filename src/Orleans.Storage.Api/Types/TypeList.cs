using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Lists;
using OrleansStorage.Api.Requests;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>GET /types (contract §15): there are tens of types, so they are filtered and cut in memory.</summary>
internal sealed class TypeList(TypeCache cache, IOptions<CinderApiOptions> options)
{
    private const int SpecsFilterSince = 52;

    private static readonly MemoryList<VolumeType> List = new(t => t.Id.Value, t => t.CreatedAt, id => ApiException.NotFound($"Volume type {id} could not be found."),
        [("updated_at", t => t.UpdatedAt), ("name", t => t.Name), ("description", t => t.Description), ("is_public", t => t.IsPublic)]);

    /// <summary>Answers the list.</summary>
    public async Task AnswerAsync(ApiRequest request)
    {
        var limit = Paging.Limit(request, options.Value.MaxPageSize);
        var page = List.Page(request, Filter(request, (await cache.GetAsync()).All), limit);
        var answer = new ListPage<VolumeType>("volume_types", Links.Of(request, options.Value, "types").Collection, limit, page, t => t.Id.Value) { LinksName = "volume_type_links" };
        await answer.AnswerAsync(request, (json, type) => TypeView.WriteDetail(json, type, request));
    }

    private static IEnumerable<VolumeType> Filter(ApiRequest request, IEnumerable<VolumeType> types)
    {
        var caller = request.Caller;
        var isPublic = IsPublic(request);
        var visible = types.Where(t => t.IsVisibleTo(caller) && (!caller.IsAdmin || isPublic is null || t.IsPublic == isPublic));
        if (!request.Version.Has(SpecsFilterSince) || request.Query("extra_specs") is not { } text)
        {
            return visible;
        }

        var specs = PythonLiteral.ParseMap(text);
        return specs is null ? [] : visible.Where(t => specs.All(s => t.ExtraSpecs.GetValueOrDefault(s.Key) == s.Value));
    }

    /// <summary>Which types an admin asks for: the public ones by default, all for the word none.</summary>
    public static bool? IsPublic(ApiRequest request) => request.Query("is_public") is not { } text ? true
        : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? null
        : Booleans.Parse(text) ?? throw ApiException.BadRequest($"Invalid is_public filter [{text}]");
}
