namespace OrleansStorage.Api.Requests;

/// <summary>
/// Texts as people and Cinder count them: by code points, not by the 16-bit units of this platform. Every limit of a text is measured
/// here. Pure.
/// </summary>
internal static class CodePoints
{
    /// <summary>How long a text is.</summary>
    public static int Count(string text)
    {
        var count = text.Length;
        foreach (var unit in text)
        {
            count -= char.IsHighSurrogate(unit) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The text with one unit for each code point, for patterns that count; those beyond U+FFFF become U+FFFD.</summary>
    public static string OneUnitEach(string text) =>
        Count(text) == text.Length ? text : string.Concat(text.EnumerateRunes().Select(rune => rune.IsBmp ? (char)rune.Value : '\uFFFD'));
}
