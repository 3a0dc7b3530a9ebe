using System.Diagnostics.CodeAnalysis;

namespace OrleansStorage.Api.Microversions;

/// <summary>A version of the Cinder API, 3.0 to 3.71: says which calls and fields exist for a request. The default value is 3.0.</summary>
/// <param name="Minor">What follows the <c>3.</c>.</param>
public readonly record struct Microversion(int Minor) : IComparable<Microversion>
{
    /// <summary>What a request without the header gets.</summary>
    public static Microversion Minimum { get; } = new(0);

    /// <summary>The newest. openstacksdk sends 3.71 unconditionally for some calls, so it may not be less.</summary>
    public static Microversion Maximum { get; } = new(71);

    /// <summary>Reads <c>MAJOR.MINOR</c> as Cinder does: no leading zeroes, no sign.</summary>
    public static bool TryParse(string text, out int major, out int minor)
    {
        minor = 0;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return TryParsePart(text, 0, dot, out major) && major > 0 && TryParsePart(text, dot + 1, text.Length, out minor);
    }

    /// <inheritdoc/>
    public int CompareTo(Microversion other) => Minor.CompareTo(other.Minor);

    /// <summary>Whether <paramref name="left"/> is older.</summary>
    public static bool operator <(Microversion left, Microversion right) => left.Minor < right.Minor;

    /// <summary>Whether <paramref name="left"/> is newer.</summary>
    public static bool operator >(Microversion left, Microversion right) => left.Minor > right.Minor;

    /// <summary>Whether <paramref name="left"/> is not newer.</summary>
    public static bool operator <=(Microversion left, Microversion right) => left.Minor <= right.Minor;

    /// <summary>Whether <paramref name="left"/> is not older.</summary>
    public static bool operator >=(Microversion left, Microversion right) => left.Minor >= right.Minor;

    /// <summary>Whether the request's version is 3.<paramref name="minor"/> or newer.</summary>
    public bool Has(int minor) => Minor >= minor;

    /// <summary><c>3.N</c>.</summary>
    [SuppressMessage("Globalization", "CA1305", Justification = "The build is culture-invariant.")]
    public override string ToString() => $"3.{Minor}";

    private static bool TryParsePart(string text, int start, int end, out int value)
    {
        value = 0;
        if (end <= start || end - start > 9 || (text[start] == '0' && end - start > 1))
        {
            return false;
        }

        for (var i = start; i < end; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return false;
            }

            value = value * 10 + (text[i] - '0');
        }

        return true;
    }
}
