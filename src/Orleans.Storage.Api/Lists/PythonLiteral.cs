using System.Text;

namespace OrleansStorage.Api.Lists;

/// <summary>Reads the Python (or JSON) dictionaries of texts that clients put in filters: <c>{'k': 'v'}</c>. Pure.</summary>
internal static class PythonLiteral
{
    /// <summary>The entries; null when the text is no dictionary of texts.</summary>
    public static IReadOnlyList<(string Key, string Value)>? ParseMap(string text)
    {
        var rest = text.AsSpan().Trim();
        if (!Take(ref rest, '{'))
        {
            return null;
        }

        List<(string, string)> entries = [];
        while (!Take(ref rest, '}'))
        {
            if (entries.Count > 0 && !Take(ref rest, ','))
            {
                return null;
            }

            if (TakeText(ref rest) is not { } key || !Take(ref rest, ':') || TakeText(ref rest) is not { } value)
            {
                return null;
            }

            entries.Add((key, value));
        }

        return rest.IsEmpty ? entries : null;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char expected)
    {
        if (rest.IsEmpty || rest[0] != expected)
        {
            return false;
        }

        rest = rest[1..].TrimStart();
        return true;
    }

    private static string? TakeText(ref ReadOnlySpan<char> rest)
    {
        if (rest.Length > 1 && rest[0] is 'u' or 'U')
        {
            rest = rest[1..];
        }

        if (rest.IsEmpty || rest[0] is not ('\'' or '"'))
        {
            return null;
        }

        var text = new StringBuilder();
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == rest[0])
            {
                rest = rest[(i + 1)..].TrimStart();
                return text.ToString();
            }

            i += rest[i] == '\\' && i + 1 < rest.Length ? 1 : 0;
            text.Append(rest[i]);
        }

        return null;
    }
}
