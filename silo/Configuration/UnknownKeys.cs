using System.Reflection;

namespace OrleansStorage.Silo.Configuration;

/// <summary>Finds keys that no option has: a misspelt one must not be taken for one that was left out.</summary>
internal static class UnknownKeys
{
    /// <summary>A line for each key under the section that is neither an option nor part of a list or map of options.</summary>
    public static IEnumerable<string> In(IConfiguration section, Type options) => section.GetChildren().SelectMany(child =>
        TypeOf(child.Key, options) is { } type ? In(child, type) : [$"{child.Path} is not a setting"]);

    private static Type? TypeOf(string key, Type owner) => owner.IsGenericType
        ? owner.GetGenericArguments()[^1]
        : owner.GetProperty(key, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)?.PropertyType;
}
