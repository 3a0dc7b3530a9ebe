using Microsoft.AspNetCore.Http;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests;

/// <summary>The middleware before routing: reads the path, gives the request its id, and leaves every path that is not the API's alone.</summary>
internal sealed class RequestGate(RequestDelegate next, EndpointTable endpoints)
{
    /// <summary>One request.</summary>
    public Task InvokeAsync(HttpContext http)
    {
        if (!CinderPath.TryParse(http.Request.Path.Value ?? "", endpoints, out var path))
        {
            return next(http);
        }

        var request = new ApiRequest(http, path.Project);
        http.Features.Set(request);
        http.Response.Headers["x-openstack-request-id"] = request.RequestId;
        if (path.Path is null)
        {
            return FaultWriter.WriteUnroutedAsync(http.Response);
        }

        // As it is: an assigned text would be decoded a second time.
        http.Request.Path = new PathString(path.Path);
        return next(http);
    }
}
