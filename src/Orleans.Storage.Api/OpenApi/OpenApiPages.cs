using System.Net.Mime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using OrleansStorage.Api.Requests;

namespace OrleansStorage.Api.OpenApi;

/// <summary>The API's document and a page to try it. Both name no object of anybody, so they ask for no token.</summary>
internal static class OpenApiPages
{
    private const string DocumentPath = "/openapi/v3.json";

    /// <summary>Serves <c>/openapi/v3.json</c> and, under <c>/openapi</c>, the page.</summary>
    public static void Map(WebApplication app, IEndpointRouteBuilder endpoints, EndpointTable table)
    {
        // Made once, on the first request: by then every resource has mapped its paths.
        var text = new Lazy<Task<string>>(() => DocumentBuilder.Build(table.All).SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1));
        endpoints.MapGet(DocumentPath, async http =>
        {
            http.Response.ContentType = MediaTypeNames.Application.Json;
            await http.Response.WriteAsync(await text.Value);
        });
        app.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "openapi";
            page.DocumentTitle = "Orleans.Storage: Block Storage API v3";
            // Beside the page, wherever a proxy shows it.
            page.SwaggerEndpoint("v3.json", "v3");
        });
    }
}
