using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrleansStorage.Api.Requests;

/// <summary>Where resources map their paths, written as after <c>/v3</c>, without project.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder endpoints, EndpointRunner runner, EndpointTable table)
{
    private readonly Dictionary<string, Dictionary<string, ApiEndpoint>> _actions = [];

    /// <summary>Maps a GET.</summary>
    public void Get(string path, Func<ApiRequest, Task> handle, EndpointRules rules) => Map("GET", path, handle, rules);

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

    private void Map(string method, string path, Func<ApiRequest, Task> handle, EndpointRules rules)
    {
        var endpoint = Declare(new(method, path, null, rules, handle));
        Route(method, path, http => runner.RunAsync(http, endpoint));
    }

    private ApiEndpoint Declare(ApiEndpoint endpoint)
    {
        table.Add(endpoint);
        return endpoint;
    }

    private void Route(string method, string path, RequestDelegate run) =>
        endpoints.MapMethods(CinderPath.Prefix + path, [method], run).WithDisplayName($"{method} {path}");
}
