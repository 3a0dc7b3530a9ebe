using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Qos;

/// <summary>Reads the specs of a body: texts, or null to remove one. Numbers are refused, as Cinder refuses them.</summary>
internal static class QosSpecsBody
{
    private const int MaxLength = 255;

    /// <summary>Every key but the consumer, and but the name where the body has one.</summary>
    /// <exception cref="ApiException">400: a key or a value is no text of a fitting length.</exception>
    public static ImmutableDictionary<string, string?> Specs(JsonElement body, bool hasName)
    {
        var specs = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.Ordinal);
        foreach (var entry in body.EnumerateObject())
        {
            if (entry.Name != "consumer" && !(hasName && entry.Name == "name"))
            {
                specs[CheckKey(entry.Name)] = Value(entry);
            }
        }

        return specs.ToImmutable();
    }

    /// <summary>The consumer; null when the body names none.</summary>
    public static QosConsumer? Consumer(JsonElement body) => WireName<QosConsumer>.Parse(body.TextOrNull("consumer"));

    /// <summary>The keys to delete.</summary>
    /// <exception cref="ApiException">400: they are not texts, or one is there twice.</exception>
    public static ImmutableArray<string> Keys(JsonElement list)
    {
        if (list.EnumerateArray().FirstOrDefault(k => k.ValueKind != JsonValueKind.String) is { ValueKind: not JsonValueKind.Undefined } other)
        {
            throw ApiException.BadRequest($"Invalid input for field/attribute keys. Value: {PythonText.Str(other)}. {PythonText.Repr(other)} is not of type 'string'");
        }

        ImmutableArray<string> keys = [.. list.EnumerateArray().Select(k => k.Text())];
        return keys.Distinct().Count() == keys.Length ? keys
            : throw ApiException.BadRequest($"Invalid input for field/attribute keys. Value: {PythonText.Str(list)}. {PythonText.Repr(list)} has non-unique elements");
    }

    private static string CheckKey(string key) => CodePoints.Count(key) switch
    {
        0 => throw ApiException.BadRequest("Key \"\" has 0 characters, less than 1."),
        > MaxLength => throw ApiException.BadRequest($"Key \"{key}\" has {CodePoints.Count(key)} characters, more than {MaxLength}."),
        _ when key.Contains('\0', StringComparison.Ordinal) => throw ApiException.BadRequest("A key of qos_specs contains a null character."),
        _ => key,
    };

    private static string? Value(JsonProperty entry)
    {
        if (entry.Value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (entry.Value.ValueKind != JsonValueKind.String)
        {
            throw ApiException.BadRequest($"Value for key \"{entry.Name}\" is not a string or unicode");
        }

        var value = entry.Value.Text();
        return value.Contains('\0', StringComparison.Ordinal) ? throw ApiException.BadRequest($"Value for key \"{entry.Name}\" contains a null character.")
            : CodePoints.Count(value) <= MaxLength ? value
            : throw ApiException.BadRequest($"Value for key \"{entry.Name}\" has {CodePoints.Count(value)} characters, more than {MaxLength}.");
    }
}
