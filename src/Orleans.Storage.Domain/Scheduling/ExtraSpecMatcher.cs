using System.Globalization;

namespace OrleansStorage.Domain.Scheduling;

/// <summary>Compares a capability with an extra spec's value, whose first word may be an operator (Cinder's <c>extra_specs_ops</c>).</summary>
public static class ExtraSpecMatcher
{
    /// <summary>Whether a reported value satisfies what is wanted; a capability that is not reported satisfies nothing.</summary>
    public static bool Matches(string? reported, string wanted)
    {
        if (reported is null) return false;
        var words = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2) return AsBool(reported) is { } flag && AsBool(wanted) is { } wantedFlag ? flag == wantedFlag : reported == wanted;
        var operand = words[1];
        return words[0] switch
        {
            "<is>" => (AsBool(reported) ?? false) == (AsBool(operand) ?? false),
            "<in>" => reported.Contains(operand, StringComparison.Ordinal),
            "<or>" => words.Where((_, i) => i % 2 == 1).Contains(reported, StringComparer.Ordinal),
            "s==" => reported == operand,
            "s!=" => reported != operand,
            "s<" => string.CompareOrdinal(reported, operand) < 0,
            "s<=" => string.CompareOrdinal(reported, operand) <= 0,
            "s>" => string.CompareOrdinal(reported, operand) > 0,
            "s>=" => string.CompareOrdinal(reported, operand) >= 0,
            "=" or ">=" => Compare(reported, operand) is >= 0,
            "<=" => Compare(reported, operand) is <= 0,
            "==" => Compare(reported, operand) is 0,
            "!=" => Compare(reported, operand) is { } difference && difference != 0,
            _ => reported == wanted,
        };
    }

    /// <summary>The words that Cinder takes for true and false, in any case; null for any other.</summary>
    private static bool? AsBool(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" or "T" or "YES" or "Y" or "ON" or "1" => true,
        "FALSE" or "F" or "NO" or "N" or "OFF" or "0" => false,
        _ => null,
    };

    private static int? Compare(string left, string right) =>
        double.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var l) && double.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var r)
            ? l.CompareTo(r) : null;
}
