using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OrleansStorage.Api.Errors;

namespace OrleansStorage.Api.Requests;

/// <summary>Reads values of a body that passed its schema.</summary>
internal static class JsonElementExtensions
{
    /// <summary>A text; a body with one that is not Unicode is refused before it comes here.</summary>
    public static string Text(this JsonElement value) => value.GetString()!;

    /// <summary>Whether a value is given and not null.</summary>
    public static bool TryGet(this JsonElement owner, string name, out JsonElement value) =>
        owner.TryGetProperty(name, out value) && value.ValueKind is not JsonValueKind.Null;

    /// <summary>A text; null when absent or null.</summary>
    public static string? TextOrNull(this JsonElement owner, string name) => owner.TryGet(name, out var value) ? value.Text() : null;

    /// <summary>A text without surrounding blanks; the newer name wins over the older one (<c>display_name</c>).</summary>
    public static string? TrimmedOrNull(this JsonElement owner, string name, string olderName) => (owner.TextOrNull(name) ?? owner.TextOrNull(olderName))?.Trim();

    /// <summary>A text to set; empty to clear (the body says null), null to leave as it is (the body says nothing).</summary>
    public static string? NewTextOrNull(this JsonElement owner, string name, string olderName) =>
        owner.TryGetProperty(name, out _) || owner.TryGetProperty(olderName, out _) ? owner.TrimmedOrNull(name, olderName) ?? "" : null;

    /// <summary>A uuid; null when absent or null.</summary>
    public static Guid? IdOrNull(this JsonElement owner, string name) => owner.TextOrNull(name) is { } text ? Guid.Parse(text) : null;

    /// <summary>An integer or digits that passed their schema.</summary>
    public static int Integer(this JsonElement value) => value.ValueKind == JsonValueKind.Number ? value.GetInt32() : int.Parse(value.Text(), CultureInfo.InvariantCulture);

    /// <summary>A boolean or a word for one; null when absent or null.</summary>
    public static bool? BooleanOrNull(this JsonElement owner, string name) => owner.TryGet(name, out var value) ? Booleans.Of(value) : null;

    /// <summary>An object of texts; null when absent or null.</summary>
    public static ImmutableSortedDictionary<string, string>? MapOrNull(this JsonElement owner, string name)
    {
        if (!owner.TryGet(name, out var map))
        {
            return null;
        }

        var entries = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in map.EnumerateObject())
        {
            entries[entry.Name] = entry.Value.Text();
        }

        return entries.ToImmutable();
    }
}
