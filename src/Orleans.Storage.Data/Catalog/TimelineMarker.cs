using System.Globalization;
using OrleansStorage.Errors;

namespace OrleansStorage.Data.Catalog;

/// <summary>A place in a volume's timeline: the write that ended the operation, and the operation's place in it. Immutable.</summary>
internal readonly record struct TimelineMarker(long Seq, long Position)
{
    /// <summary>After everything.</summary>
    public static TimelineMarker End { get; } = new(long.MaxValue, long.MaxValue);

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="StorageException">It is no marker.</exception>
    public static TimelineMarker Parse(string text)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var seq)
            && long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? new(seq, position)
            : throw StorageError.InvalidInput($"marker '{text}' is not one that a timeline gave.").ToException();
    }

    /// <summary>The two numbers, joined by a dot.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Seq}.{Position}");
}
