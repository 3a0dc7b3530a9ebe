using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrleansStorage.Api.Requests;

/// <summary>Where resources map their paths, written as after <c>/v3</c>, without project.</summary>
internal sealed class ApiRoutes(IEndpointRouteBuilder endpoints, EndpointRunner runner)
{
    /// <summary>Maps a GET.</summary>
    public void Get(string path, Func<ApiRequest, Task> handle, EndpointRules? rules = null) => Map("GET", path, handle, rules);

    /// <summary>Maps a POST.</summary>
    public void Post(string path, Func<ApiRequest, Task> handle, EndpointRules? rules = null) => Map("POST", path, handle, rules);

    /// <summary>Maps a PUT.</summary>
    public void Put(string path, Func<ApiRequest, Task> handle, EndpointRules? rules = null) => Map("PUT", path, handle, rules);

    /// <summary>Maps a DELETE.</summary>
    public void Delete(string path, Func<ApiRequest, Task> handle, EndpointRules? rules = null) => Map("DELETE", path, handle, rules);

    private void Map(string method, string path, Func<ApiRequest, Task> handle, EndpointRules? rules)
    {
        var declared = rules ?? EndpointRules.None;
        RequestDelegate run = http => runner.RunAsync(http, declared, handle);
        endpoints.MapMethods(CinderPath.Prefix + path, [method], run).WithDisplayName($"{method} {path}");
    }
}
