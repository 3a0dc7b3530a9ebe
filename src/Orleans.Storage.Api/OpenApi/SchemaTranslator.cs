using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;

namespace OrleansStorage.Api.OpenApi;

/// <summary>Says in OpenAPI's words what a body must be. The values that many bodies share (<see cref="CommonSchemas"/>) are said once, among the document's components. Not safe from other threads.</summary>
internal sealed class SchemaTranslator(OpenApiDocument document)
{
    private static readonly FrozenDictionary<Schema, string> Shared = typeof(CommonSchemas).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(f => f.FieldType == typeof(Schema)).ToFrozenDictionary(f => (Schema)f.GetValue(null)!, f => f.Name);

    /// <summary>Adds the shared values to the document.</summary>
    public void AddShared()
    {
        foreach (var (schema, name) in Shared.OrderBy(s => s.Value, StringComparer.Ordinal)) document.Components!.Schemas![name] = Translate(schema);
    }

    /// <summary>The same schema, as OpenAPI 3.1 has it.</summary>
    public OpenApiSchema Translate(Schema schema)
    {
        var translated = new OpenApiSchema
        {
            Type = TypeOf(schema.Types),
            MinLength = schema.MinLength > 0 ? schema.MinLength : null,
            MaxLength = schema.MaxLength > 0 ? schema.MaxLength : null,
            Minimum = schema.Minimum?.ToString(CultureInfo.InvariantCulture),
            Maximum = schema.Maximum?.ToString(CultureInfo.InvariantCulture),
            Pattern = schema.Pattern?.ToString(),
            Format = schema.Format?.Name,
            MinProperties = schema.MinProperties > 0 ? schema.MinProperties : null,
            Enum = schema.Words.Count == 0 ? null : [.. WordsOf(schema)],
            Items = schema.Items is { } items ? Refer(items) : null,
        };
        AddProperties(translated, schema);
        return translated;
    }

    private void AddProperties(OpenApiSchema translated, Schema schema)
    {
        if (!schema.Types.HasFlag(JsonTypes.Object))
        {
            return;
        }

        translated.Properties = schema.Properties.ToDictionary(p => p.Name, p => Refer(p.Value));
        translated.Required = schema.Required.ToHashSet();
        translated.AdditionalPropertiesAllowed = schema.AllowsMore;
        if (schema.KeyPattern is { } pattern)
        {
            translated.PatternProperties = new Dictionary<string, IOpenApiSchema> { [pattern.ToString()] = Refer(schema.KeyedValue!) };
        }

        if (schema.AnyOf.Count > 0)
        {
            translated.AnyOf = [.. schema.AnyOf.Select(name => new OpenApiSchema { Required = new HashSet<string> { name } })];
        }
    }

    private IOpenApiSchema Refer(Schema schema) => Shared.TryGetValue(schema, out var name) ? new OpenApiSchemaReference(name, document) : Translate(schema);

    private static IEnumerable<JsonNode> WordsOf(Schema schema)
    {
        var words = schema.Words.Select(w => (JsonNode)JsonValue.Create(w));
        return schema.IsBoolean ? words.Prepend(JsonValue.Create(false)).Prepend(JsonValue.Create(true)) : words;
    }

    private static JsonSchemaType? TypeOf(JsonTypes types)
    {
        JsonSchemaType all = 0;
        foreach (var type in Enum.GetValues<JsonTypes>().Where(t => t != JsonTypes.Any && types.HasFlag(t)))
        {
            all |= type switch
            {
                JsonTypes.Integer => JsonSchemaType.Integer,
                JsonTypes.Boolean => JsonSchemaType.Boolean,
                JsonTypes.String => JsonSchemaType.String,
                JsonTypes.Object => JsonSchemaType.Object,
                JsonTypes.Array => JsonSchemaType.Array,
                _ => JsonSchemaType.Null,
            };
        }

        return all == 0 ? null : all;
    }
}
