using System.Globalization;
using System.Text;

namespace OrleansStorage.Api.Lists;

/// <summary>A quoted text of Python or of JSON, its escapes decoded: what is shown is what is searched. Pure.</summary>
internal static class PythonString
{
    /// <summary>Takes the text at the beginning, and the white space behind it; null when there is none.</summary>
    public static string? Take(ref ReadOnlySpan<char> rest)
    {
        if (rest.Length > 1 && rest[0] is 'u' or 'U')
        {
            rest = rest[1..];
        }

        if (rest.IsEmpty || rest[0] is not ('\'' or '"'))
        {
            return null;
        }

        var (quote, text) = (rest[0], new StringBuilder());
        var inside = rest[1..];
        while (!inside.IsEmpty && inside[0] != quote)
        {
            if (inside[0] != '\\')
            {
                text.Append(inside[0]);
                inside = inside[1..];
            }
            else if (!TryTakeEscape(ref inside, text))
            {
                return null;
            }
        }

        if (inside.IsEmpty)
        {
            return null;
        }

        rest = inside[1..].TrimStart();
        return text.ToString();
    }

    private static bool TryTakeEscape(ref ReadOnlySpan<char> inside, StringBuilder text)
    {
        if (inside.Length < 2)
        {
            return false;
        }

        var kind = inside[1];
        var digits = inside[2..];
        switch (kind)
        {
            case 'x':
                return TryTakeHex(ref inside, 2, text);
            case 'u':
                return TryTakeHex(ref inside, 4, text);
            case 'U':
                return TryTakeHex(ref inside, 8, text);
            case >= '0' and <= '7':
                TakeOctal(ref inside, text);
                return true;
            case '\n':
                break; // A line that goes on.
            default:
                _ = Short(kind) is { } character ? text.Append(character) : text.Append('\\').Append(kind);
                break;
        }

        inside = digits;
        return true;
    }

    private static char? Short(char kind) => kind switch
    {
        '\\' or '\'' or '"' or '/' => kind,
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        'a' => '\a',
        'v' => '\v',
        _ => null,
    };

    private static bool TryTakeHex(ref ReadOnlySpan<char> inside, int count, StringBuilder text)
    {
        if (inside.Length < 2 + count
            || !int.TryParse(inside.Slice(2, count), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point)
            || point is < 0 or > 0x10FFFF)
        {
            return false;
        }

        // JSON writes what is beyond U+FFFF as two escapes, whose halves meet here.
        _ = Rune.IsValid(point) ? text.Append(new Rune(point)) : text.Append((char)point);
        inside = inside[(2 + count)..];
        return true;
    }

    private static void TakeOctal(ref ReadOnlySpan<char> inside, StringBuilder text)
    {
        var (value, length) = (0, 1);
        while (length <= 3 && length < inside.Length && inside[length] is >= '0' and <= '7')
        {
            value = (value * 8) + (inside[length++] - '0');
        }

        text.Append((char)value);
        inside = inside[length..];
    }
}
