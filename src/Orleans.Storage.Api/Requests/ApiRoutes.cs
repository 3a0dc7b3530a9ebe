using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrleansStorage.Api.Requests;

/// <summary>Where resources map their paths, written as after <c>/v3</c>, without project.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder endpoints, EndpointRunner runner, EndpointTable table, TimeSpan readTimeout)
{
    private readonly Dictionary<string, Dictionary<string, ApiEndpoint>> _actions = [];

    /// <summary>Maps a GET: the only kind of request that is cut off when it takes too long, for the others go on without their caller.</summary>
    public void Get(string path, Func<ApiRequest, Task> handle, EndpointRules rules) => Map("GET", path, handle, rules).WithRequestTimeout(readTimeout);

    /// <summary>Maps a POST.</summary>
    public void Post(string path, Func<ApiRequest, Task> handle, EndpointRules rules) => Map("POST", path, handle, rules);

    /// <summary>Maps a PUT.</summary>
    public void Put(string path, Func<ApiRequest, Task> handle, EndpointRules rules) => Map("PUT", path, handle, rules);

    /// <summary>Maps a DELETE.</summary>
    public void Delete(string path, Func<ApiRequest, Task> handle, EndpointRules rules) => Map("DELETE", path, handle, rules);

    /// <summary>Maps one action of a POST whose body's only key says what to do (contract §8). The rules' schema is of the value under that key.</summary>
    public void Action(string path, string name, Func<ApiRequest, Task> handle, EndpointRules rules)
    {
        if (!_actions.TryGetValue(path, out var actions))
        {
            _actions[path] = actions = [];
            Route("POST", path, http => runner.RunActionAsync(http, actions));
        }

        actions.Add(name, Declare(new("POST", path, name, rules, handle)));
    }

    private IEndpointConventionBuilder Map(string method, string path, Func<ApiRequest, Task> handle, EndpointRules rules)
    {
        var endpoint = Declare(new(method, path, null, rules, handle));
        return Route(method, path, http => runner.RunAsync(http, endpoint));
    }

    private ApiEndpoint Declare(ApiEndpoint endpoint)
    {
        table.Add(endpoint);
        return endpoint;
    }

    private IEndpointConventionBuilder Route(string method, string path, RequestDelegate run) =>
        endpoints.MapMethods(CinderPath.Prefix + path, [method], run).WithDisplayName($"{method} {path}");
}
