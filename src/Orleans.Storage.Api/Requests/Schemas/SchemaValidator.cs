using System.Text.Json;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests.Schemas;

/// <summary>Checks a body against its schema; the first thing wrong is told in Cinder's words. Pure.</summary>
internal static class SchemaValidator
{
    /// <summary>Does nothing when the body is right.</summary>
    /// <exception cref="ApiException">400 with what is wrong.</exception>
    public static void Check(Schema schema, JsonElement body)
    {
        if (FirstError(schema, body, null) is { } error)
        {
            throw ApiException.BadRequest(error);
        }
    }

    private static string? FirstError(Schema schema, JsonElement value, string? at)
    {
        if (schema.IsOneOf && (!HasType(schema.Types, value) || TextError(schema, value) is not null))
        {
            return Tell(at, value, $"{PythonText.Repr(value)} is not valid under any of the given schemas");
        }

        if (!HasType(schema.Types, value))
        {
            return Tell(at, value, $"{PythonText.Repr(value)} is not of type {SchemaWords.Of(schema.Types)}");
        }

        var problem = value.ValueKind switch
        {
            JsonValueKind.Object => PropertyError(schema, value) ?? ShapeError(schema, value),
            JsonValueKind.String => TextError(schema, value) ?? WordError(schema, value),
            JsonValueKind.Number => RangeError(schema, value),
            JsonValueKind.Array => ItemError(schema, value),
            _ => null,
        };
        return problem is null or { IsTold: true } ? problem?.Message : Tell(at, value, problem.Message);
    }

    private static string Tell(string? at, JsonElement value, string message) =>
        at is null ? message : $"Invalid input for field/attribute {at}. Value: {PythonText.Str(value)}. {message}";

    private static bool HasType(JsonTypes types, JsonElement value) => types == JsonTypes.Any || value.ValueKind switch
    {
        JsonValueKind.Object => types.HasFlag(JsonTypes.Object),
        JsonValueKind.Array => types.HasFlag(JsonTypes.Array),
        JsonValueKind.String => types.HasFlag(JsonTypes.String),
        JsonValueKind.Number => types.HasFlag(JsonTypes.Integer) && value.GetRawText().AsSpan().IndexOfAny(".eE") < 0,
        JsonValueKind.True or JsonValueKind.False => types.HasFlag(JsonTypes.Boolean),
        _ => types.HasFlag(JsonTypes.Null),
    };

    /// <summary>What is wrong inside an object's properties: already told.</summary>
    private static Problem? PropertyError(Schema schema, JsonElement value)
    {
        foreach (var (name, known) in schema.Properties)
        {
            if (value.TryGetProperty(name, out var property) && FirstError(known, property, name) is { } error)
            {
                return new(error, true);
            }
        }

        if (schema.KeyPattern is null)
        {
            return null;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (schema.AllowsKey(property.Name) && FirstError(schema.KeyedValue!, property.Value, property.Name) is { } error)
            {
                return new(error, true);
            }
        }

        return null;
    }

    /// <summary>What is wrong with an array's items: already told, each by its place.</summary>
    private static Problem? ItemError(Schema schema, JsonElement value)
    {
        if (schema.Items is null)
        {
            return null;
        }

        var place = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (FirstError(schema.Items, item, $"{place++}") is { } error)
            {
                return new(error, true);
            }
        }

        return null;
    }

    private static Problem? ShapeError(Schema schema, JsonElement value)
    {
        foreach (var name in schema.Required)
        {
            if (!value.TryGetProperty(name, out _))
            {
                return new($"'{name}' is a required property");
            }
        }

        if (schema.AnyOf.Count > 0 && !schema.AnyOf.Any(name => value.TryGetProperty(name, out _)))
        {
            return new($"{PythonText.Repr(value)} is not valid under any of the given schemas");
        }

        var unexpected = Unexpected(schema, value);
        return unexpected.Count > 0 ? new(SchemaWords.OfUnexpected(schema, unexpected))
            : value.GetPropertyCount() < schema.MinProperties ? new($"{PythonText.Repr(value)} does not have enough properties")
            : null;
    }

    private static List<string> Unexpected(Schema schema, JsonElement value)
    {
        List<string> names = [];
        if (schema.AllowsMore || schema.Types == JsonTypes.Any)
        {
            return names;
        }

        foreach (var property in value.EnumerateObject())
        {
            if (!schema.Properties.Any(p => p.Name == property.Name) && !schema.AllowsKey(property.Name))
            {
                names.Add(property.Name);
            }
        }

        return names;
    }

    private static Problem? TextError(Schema schema, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var text = value.Text();
        var complaint = text.Contains('\0', StringComparison.Ordinal) ? "contains a null character"
            : schema.Pattern?.IsMatch(CodePoints.OneUnitEach(text)) is false ? $"does not match '{schema.Pattern}'"
            : CodePoints.Count(text) < schema.MinLength ? "is too short"
            : schema.MaxLength > 0 && CodePoints.Count(text) > schema.MaxLength ? "is too long"
            : schema.Format is { } format && !format.Test(text) ? $"is not a '{format.Name}'"
            : null;
        return complaint is not null ? new($"{PythonText.Repr(value)} {complaint}") : schema.Minimum is not null ? NumberError(schema, text) : null;
    }

    private static Problem? WordError(Schema schema, JsonElement value) => schema.Words.Count == 0 || schema.Words.Contains(value.Text()) ? null
        : new($"{PythonText.Repr(value)} is not one of {SchemaWords.OfWords(schema)}");

    private static Problem? RangeError(Schema schema, JsonElement value) => schema.Minimum is null && schema.Maximum is null ? null : NumberError(schema, value.GetRawText());

    private static Problem? NumberError(Schema schema, string digits)
    {
        // A number that no long can hold is beyond every limit here, on the side that its sign says.
        var number = long.TryParse(digits, out var parsed) ? parsed : digits.StartsWith('-') ? long.MinValue : long.MaxValue;
        var shown = number is long.MinValue or long.MaxValue ? digits : number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return number < schema.Minimum ? new($"{shown} is less than the minimum of {schema.Minimum}")
            : number > schema.Maximum ? new($"{shown} is greater than the maximum of {schema.Maximum}")
            : null;
    }

    private sealed record Problem(string Message, bool IsTold = false);
}
