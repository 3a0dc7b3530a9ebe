namespace OrleansStorage.Api.Lists;

/// <summary>
/// Reads what clients put in filters as Python does, and as JSON: <c>{'k': 'v'}</c>, <c>['a', 'b']</c>, <c>'text'</c>. Pure.
/// </summary>
internal static class PythonLiteral
{
    /// <summary>The entries; null when the text is no dictionary of texts.</summary>
    public static IReadOnlyList<(string Key, string Value)>? ParseMap(string text) => ParseAll<(string, string)>(text, '{', '}', TakeEntry);

    /// <summary>The items; null when the text is no list of texts.</summary>
    public static IReadOnlyList<string>? ParseList(string text) => ParseAll<string>(text, '[', ']', TakeItem) ?? ParseAll<string>(text, '(', ')', TakeItem);

    /// <summary>The text between the quotes; null when it is not one text.</summary>
    public static string? ParseText(string text)
    {
        var rest = text.AsSpan().Trim();
        return PythonString.Take(ref rest) is { } value && rest.IsEmpty ? value : null;
    }

    private delegate bool Taker<T>(ref ReadOnlySpan<char> rest, out T item);

    private static List<T>? ParseAll<T>(string text, char open, char close, Taker<T> takeItem)
    {
        var rest = text.AsSpan().Trim();
        if (!Take(ref rest, open))
        {
            return null;
        }

        List<T> items = [];
        while (!Take(ref rest, close))
        {
            if ((items.Count > 0 && !Take(ref rest, ',')) || !takeItem(ref rest, out var item))
            {
                // A comma may stand before the end.
                return items.Count > 0 && Take(ref rest, close) && rest.IsEmpty ? items : null;
            }

            items.Add(item);
        }

        return rest.IsEmpty ? items : null;
    }

    private static bool TakeEntry(ref ReadOnlySpan<char> rest, out (string, string) entry)
    {
        entry = default;
        if (PythonString.Take(ref rest) is not { } key || !Take(ref rest, ':') || PythonString.Take(ref rest) is not { } value)
        {
            return false;
        }

        entry = (key, value);
        return true;
    }

    private static bool TakeItem(ref ReadOnlySpan<char> rest, out string item) => (item = PythonString.Take(ref rest)!) is not null;

    private static bool Take(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
        {
            return false;
        }

        rest = rest[1..].TrimStart();
        return true;
    }
}
