using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace OrleansStorage.Api.Tests.Fuzz;

/// <summary>One call of the product's own OpenAPI document. Immutable.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, with names in braces.</param>
/// <param name="Query">The query parameters that it declares.</param>
/// <param name="Bodies">The bodies that it takes, at one version or another.</param>
/// <param name="Successes">The statuses of its successes.</param>
public sealed record FuzzCall(string Method, string Path, IReadOnlyList<string> Query, IReadOnlyList<IOpenApiSchema> Bodies, IReadOnlyList<int> Successes)
{
    /// <summary>Whether it asks for a change.</summary>
    public bool IsWrite => Method != "GET";

    /// <summary>Every call of a document.</summary>
    public static IReadOnlyList<FuzzCall> Read(string document)
    {
        var read = OpenApiDocument.Parse(document, OpenApiConstants.Json);
        return [.. read.Document!.Paths.SelectMany(p => p.Value.Operations!.Select(o => Of(o.Key.Method, p.Key, o.Value)))];
    }

    private static FuzzCall Of(string method, string path, OpenApiOperation operation)
    {
        var body = operation.RequestBody?.Content?["application/json"].Schema;
        return new(method, path,
            [.. operation.Parameters?.Where(p => p.In == ParameterLocation.Query).Select(p => p.Name!) ?? []],
            body is null ? [] : body.OneOf is { Count: > 0 } several ? [.. several] : [body],
            [.. operation.Responses!.Keys.Where(s => s != "default").Select(int.Parse)]);
    }
}
