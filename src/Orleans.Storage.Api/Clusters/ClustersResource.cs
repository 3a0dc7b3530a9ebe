using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Clusters;

/// <summary>/clusters (contract §19), since 3.7: there are none. Cinder's clusters are volume services that share a backend; here every silo serves every backend.</summary>
internal sealed class ClustersResource : IResource
{
    private const int Since = 7;
    private const string Policy = "clusters:";
    private static readonly Schema Switch = Object([("name", Name), ("binary", TextOrNull), ("disabled_reason", TextOrNull)], "name");

    /// <inheritdoc/>
    public void Map(ApiRoutes routes)
    {
        routes.Get("/clusters", ListAsync, EndpointRules.For(Policy + "get_all", since: Since));
        routes.Get("/clusters/detail", ListAsync, EndpointRules.For(Policy + "get_all", since: Since));
        routes.Get("/clusters/{id}", request => throw NotFound(request.Route("id")), EndpointRules.For(Policy + "get", since: Since));
        routes.Put("/clusters/enable", SwitchAsync, EndpointRules.For(Policy + "update", since: Since, body: Switch));
        routes.Put("/clusters/disable", SwitchAsync, EndpointRules.For(Policy + "update", since: Since, body: Switch));
    }

    private static Task ListAsync(ApiRequest request)
    {
        request.AnswerList("clusters"u8, Array.Empty<object>(), static (_, _) => { });
        return Task.CompletedTask;
    }

    private static Task SwitchAsync(ApiRequest request) => throw NotFound(request.Body.TextOrNull("name")!);

    private static ApiException NotFound(string id) => ApiException.NotFound($"Cluster {id} could not be found.");
}
