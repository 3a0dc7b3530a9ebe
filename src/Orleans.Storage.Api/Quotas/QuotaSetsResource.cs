using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Projects;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Quotas;

/// <summary>/os-quota-sets (contract §17). A project need not exist anywhere else.</summary>
internal sealed partial class QuotaSetsResource(ProjectLookup projects, TypeCache types) : IResource
{
    private const string Policy = "volume_extension:quotas:";
    private static readonly string[] Ignored = ["tenant_id", "id"];
    private static readonly Schema Limit = new() { Types = JsonTypes.Integer | JsonTypes.String, Pattern = Number(), Minimum = -1, Maximum = int.MaxValue };
    private static readonly Schema Update = Body("quota_set", new() { Types = JsonTypes.Object, KeyPattern = LimitName(), KeyedValue = Limit, Properties = [("tenant_id", Any), ("id", Any)], MinProperties = 1 });

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/os-quota-sets/{project}", ShowAsync, EndpointRules.For(Policy + "show") with { Query = ["usage"] });
        routes.Get("/os-quota-sets/{project}/defaults", ShowDefaultsAsync, EndpointRules.For(Policy + "show"));
        routes.Put("/os-quota-sets/{project}", UpdateAsync, EndpointRules.For(Policy + "update", body: Update));
        routes.Delete("/os-quota-sets/{project}", DeleteAsync, EndpointRules.For(Policy + "delete"));
    }

    private IProjectGrain Grain(ApiRequest request) => projects.Grain(request.Route("project"));

    private async Task ShowAsync(ApiRequest request)
    {
        CheckMayRead(request);
        var withUsage = Booleans.FromQuery(request, "usage");
        var lines = await Grain(request).GetState();
        Answer(request, withId: true, json =>
        {
            foreach (var (name, line) in lines)
            {
                if (withUsage)
                {
                    WriteUsage(json, name, line);
                }
                else
                {
                    json.WriteNumber(name, line.Limit);
                }
            }
        });
    }

    private async Task ShowDefaultsAsync(ApiRequest request)
    {
        CheckMayRead(request);
        var known = await types.GetAsync();
        Answer(request, withId: true, json =>
        {
            foreach (var name in QuotaDefaults.Names.Concat(known.All.SelectMany(t => QuotaDefaults.NamesOfType(t.Name))))
            {
                json.WriteNumber(name, QuotaDefaults.Of(name));
            }
        });
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        var limits = ImmutableDictionary.CreateBuilder<string, long>();
        foreach (var entry in request.Body.GetProperty("quota_set").EnumerateObject())
        {
            if (!Ignored.Contains(entry.Name))
            {
                limits[entry.Name] = entry.Value.ValueKind == JsonValueKind.Number ? entry.Value.GetInt64() : long.Parse(entry.Value.Text(), CultureInfo.InvariantCulture);
            }
        }

        await Grain(request).SetLimits(limits.ToImmutable());
        var lines = await Grain(request).GetState();
        Answer(request, withId: false, json =>
        {
            foreach (var (name, line) in lines)
            {
                json.WriteNumber(name, line.Limit);
            }
        });
    }

    private async Task DeleteAsync(ApiRequest request)
    {
        await Grain(request).ResetLimits();
        await request.Empty(200);
    }

    private static void CheckMayRead(ApiRequest request)
    {
        if (!request.Caller.IsAdmin && request.Caller.Project.Value != request.Route("project"))
        {
            throw ApiException.Forbidden(Policy + "show");
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, string name, QuotaLine line)
    {
        json.WriteStartObject(name);
        json.WriteNumber("limit"u8, line.Limit);
        json.WriteNumber("in_use"u8, line.InUse);
        json.WriteNumber("reserved"u8, line.Reserved);
        json.WriteEndObject();
    }

    private static void Answer(ApiRequest request, bool withId, Action<Utf8JsonWriter> write)
    {
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartObject("quota_set"u8);
        write(json);
        if (withId)
        {
            json.WriteString("id"u8, request.Route("project"));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    [GeneratedRegex("^-?[0-9]+$")]
    private static partial Regex Number();

    [GeneratedRegex("^(?!tenant_id$|id$).{1,255}$")]
    private static partial Regex LimitName();
}
