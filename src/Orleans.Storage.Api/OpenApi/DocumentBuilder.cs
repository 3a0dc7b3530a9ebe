using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;

namespace OrleansStorage.Api.OpenApi;

/// <summary>
/// The API's OpenAPI document, made from what endpoints declare. What OpenAPI has no word for is in <c>x-openstack</c>, as OpenStack's own documents have it: <c>min-ver</c>, the first microversion, and
/// <c>action-name</c>; the policy is in <c>x-policy</c>. Makes one document; not safe from other threads.
/// </summary>
internal sealed class DocumentBuilder
{
    private const string Fault = "fault";
    private const string VersionHeader = "OpenStack-API-Version";
    private const string TokenHeader = "X-Auth-Token";
    private readonly OpenApiDocument _document;
    private readonly SchemaTranslator _schemas;

    private DocumentBuilder()
    {
        _document = new()
        {
            Info = new() { Title = "Orleans.Storage: Block Storage API v3", Version = Microversion.Maximum.ToString(), Description = "The Cinder v3 API. Every path also exists as /v3/{project_id}/…" },
            Servers = [new() { Url = "../" }],
            Paths = [],
            Components = new()
            {
                Schemas = new Dictionary<string, IOpenApiSchema> { [Fault] = FaultSchema() },
                Parameters = new Dictionary<string, IOpenApiParameter>
                {
                    [VersionHeader] = Header(VersionHeader, "The microversion, such as `volume 3.71`; 3.0 when it is absent."),
                    [TokenHeader] = Header(TokenHeader, "Who asks."),
                },
            },
        };
        _schemas = new(_document);
        _schemas.AddShared();
    }

    /// <summary>The document of these endpoints.</summary>
    public static OpenApiDocument Build(IEnumerable<ApiEndpoint> endpoints)
    {
        var builder = new DocumentBuilder();
        foreach (var path in endpoints.GroupBy(e => e.Path)) builder._document.Paths.Add(CinderPath.Prefix + path.Key, builder.PathOf(path.Key, path));
        return builder._document;
    }

    private OpenApiPathItem PathOf(string path, IEnumerable<ApiEndpoint> endpoints)
    {
        var item = new OpenApiPathItem { Parameters = [.. ParametersOf(path)] };
        foreach (var calls in endpoints.GroupBy(e => e.Method))
        {
            item.AddOperation(HttpMethod.Parse(calls.Key), OperationOf([.. calls]));
        }

        return item;
    }

    private OpenApiOperation OperationOf(IReadOnlyList<ApiEndpoint> calls)
    {
        var first = calls[0];
        var operation = new OpenApiOperation
        {
            OperationId = $"{first.Method} {first.Path}",
            Tags = new HashSet<OpenApiTagReference> { new(first.Path.Split('/')[1], _document) },
            Parameters = [.. first.Rules.Query.Select(IOpenApiParameter (name) => new OpenApiParameter { Name = name, In = ParameterLocation.Query, Schema = Text() })],
            Responses = ResponsesOf(calls),
            Extensions = first.Action is null ? ExtensionsOf(first) : null,
        };
        var bodies = calls.SelectMany(BodiesOf).ToList();
        if (bodies.Count > 0)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, IOpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = bodies.Count == 1 ? bodies[0] : new OpenApiSchema { OneOf = [.. bodies] } } },
            };
        }

        return operation;
    }

    /// <summary>A body's schemas: one for each range of versions that has its own.</summary>
    private IEnumerable<IOpenApiSchema> BodiesOf(ApiEndpoint call)
    {
        Schema? last = null;
        for (var minor = call.Rules.Since.Minor; minor <= Microversion.Maximum.Minor; minor++)
        {
            var version = new Microversion(minor);
            if (call.Rules.Body?.Invoke(version) is not { } schema || ReferenceEquals(schema, last))
            {
                continue;
            }

            last = schema;
            var translated = _schemas.Translate(call.Action is { } action ? CommonSchemas.Body(action, schema) : schema);
            translated.Extensions = ExtensionsOf(call with { Rules = call.Rules with { Since = version } });
            yield return translated;
        }
    }

    private OpenApiResponses ResponsesOf(IReadOnlyList<ApiEndpoint> calls)
    {
        var responses = new OpenApiResponses();
        foreach (var status in calls.Select(c => c.Rules.Success).Distinct().Order())
        {
            responses.Add(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse { Description = "Done, or taken on." });
        }

        responses.Add("default", new OpenApiResponse
        {
            Description = "Refused or failed.",
            Content = new Dictionary<string, IOpenApiMediaType> { ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(Fault, _document) } },
        });
        return responses;
    }

    private static Dictionary<string, IOpenApiExtension> ExtensionsOf(ApiEndpoint call)
    {
        var openStack = new JsonObject { ["min-ver"] = call.Rules.Since.ToString() };
        if (call.Action is { } action) openStack["action-name"] = action;
        return new() { ["x-openstack"] = new JsonNodeExtension(openStack), ["x-policy"] = new JsonNodeExtension(JsonValue.Create(call.Rules.Policy ?? "any")) };
    }

    private IEnumerable<IOpenApiParameter> ParametersOf(string path)
    {
        foreach (var part in path.Split('/').Where(part => part.StartsWith('{')))
        {
            yield return new OpenApiParameter { Name = part.Trim('{', '}'), In = ParameterLocation.Path, Required = true, Schema = Text() };
        }

        yield return new OpenApiParameterReference(VersionHeader, _document);
        yield return new OpenApiParameterReference(TokenHeader, _document);
    }

    private static OpenApiParameter Header(string name, string description) => new() { Name = name, In = ParameterLocation.Header, Schema = Text(), Description = description };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };

    private static OpenApiSchema FaultSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "One key that names the fault, such as badRequest.",
        AdditionalProperties = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["code"] = new OpenApiSchema { Type = JsonSchemaType.Integer }, ["message"] = Text() },
            Required = new HashSet<string> { "code", "message" },
        },
    };
}
