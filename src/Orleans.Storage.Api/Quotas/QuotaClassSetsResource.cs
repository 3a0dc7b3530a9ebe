using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Domain.Projects;

namespace OrleansStorage.Api.Quotas;

/// <summary>GET /os-quota-class-sets/{class} (contract §17): the defaults of this installation, which are Cinder's.</summary>
internal sealed class QuotaClassSetsResource(TypeCache types) : IResource
{
    /// <inheritdoc/>
    public void Map(ApiRoutes routes) => routes.Get("/os-quota-class-sets/{class}", ShowAsync, EndpointRules.For("volume_extension:quota_classes:get"));

    private async Task ShowAsync(ApiRequest request)
    {
        var known = await types.GetAsync();
        using var json = request.BeginJson(200);
        json.WriteStartObject();
        json.WriteStartObject("quota_class_set"u8);
        foreach (var name in QuotaDefaults.Names.Concat(known.All.SelectMany(t => QuotaDefaults.NamesOfType(t.Name))))
        {
            json.WriteNumber(name, QuotaDefaults.Of(name));
        }

        json.WriteString("id"u8, request.Route("class"));
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
