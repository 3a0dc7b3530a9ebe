using OrleansStorage.Api.Requests;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Quotas;

/// <summary>/os-quota-class-sets/{class} (contract §17): the class <c>default</c> has the limits of every project that has none of its own.</summary>
internal sealed class QuotaClassSetsResource(IGrainFactory grains, QuotaLimits limits) : IResource
{
    private const string Key = "quota_class_set";
    private const string Policy = "volume_extension:quota_classes:";

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/os-quota-class-sets/{class}", request => AnswerAsync(request, withId: true), EndpointRules.For(Policy + "get"));
        routes.Put("/os-quota-class-sets/{class}", UpdateAsync, EndpointRules.For(Policy + "update", body: QuotaLimits.Body(Key)));
    }

    private async Task UpdateAsync(ApiRequest request)
    {
        await grains.GetGrain<IQuotaClassGrain>(NameOf(request)).SetLimits(QuotaLimits.Read(request, Key));
        await AnswerAsync(request, withId: false);
    }

    private static string NameOf(ApiRequest request) => FreeName.Require(request.Route("class"), "The quota class");

    private async Task AnswerAsync(ApiRequest request, bool withId)
    {
        var name = NameOf(request);
        var known = await limits.OfClassAsync(name);
        request.Answer(200, "quota_class_set"u8, known, (json, all) =>
        {
            json.WriteStartObject();
            foreach (var (quota, limit) in all)
            {
                json.WriteNumber(quota, limit);
            }

            if (withId)
            {
                json.WriteString("id"u8, name);
            }

            json.WriteEndObject();
        });
    }
}
