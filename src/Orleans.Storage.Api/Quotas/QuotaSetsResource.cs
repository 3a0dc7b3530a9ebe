using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Quotas;

/// <summary>/os-quota-sets (contract §17). A project need not exist anywhere else.</summary>
internal sealed class QuotaSetsResource(ProjectLookup projects, QuotaLimits limits) : IResource
{
    private const string Policy = "volume_extension:quotas:";
    private const string Key = "quota_set";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/os-quota-sets/{project}", ShowAsync, EndpointRules.For(Policy + "show") with { Query = ["usage"] });
        routes.Get("/os-quota-sets/{project}/defaults", ShowDefaultsAsync, EndpointRules.For(Policy + "show"));
        routes.Put("/os-quota-sets/{project}", UpdateAsync, EndpointRules.For(Policy + "update", body: QuotaLimits.Body(Key)));
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
        var known = await limits.OfClassAsync(IQuotaClassGrain.Default);
        Answer(request, withId: true, json =>
        {
            foreach (var (name, limit) in known)
            {
                json.WriteNumber(name, limit);
            }
        });
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        await Grain(request).SetLimits(QuotaLimits.Read(request, Key));
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
}
