using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace OrleansStorage;

/// <summary>The words that the API and the stored state use for the members of an enum, read once from their <see cref="JsonStringEnumMemberNameAttribute"/>. Immutable after start, so safe from any thread.</summary>
/// <typeparam name="TEnum">An enum each of whose members has the attribute.</typeparam>
public static class WireName<TEnum> where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = typeof(TEnum)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToFrozenDictionary(f => (TEnum)f.GetValue(null)!, f => f.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? f.Name);

    private static readonly FrozenDictionary<string, TEnum> Values = Names.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>Every word, in the order of the enum's values.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetValues<TEnum>().Select(v => Names[v])];

    /// <summary>The word for <paramref name="value"/>.</summary>
    public static string Of(TEnum value) => Names[value];

    /// <summary>The member that a word names, ignoring case; null when none does.</summary>
    public static TEnum? Parse(string? word) => word is not null && Values.TryGetValue(word, out var value) ? value : null;
}
