using System.Globalization;

namespace OrleansStorage.Data.Catalog;

/// <summary>Reads a filter's text as a value of a column.</summary>
internal static class FilterValue
{
    /// <summary>The value as a parameter of the dialect; null when no value of the column's type is written so, and nothing can match.</summary>
    public static object? Read(IDatabaseDialect dialect, CatalogColumnType type, string text) => type switch
    {
        CatalogColumnType.Text or CatalogColumnType.Host => text,
        CatalogColumnType.Uuid => Guid.TryParse(text, out var id) ? dialect.Parameter(id) : null,
        CatalogColumnType.Integer => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null,
        CatalogColumnType.Boolean => bool.TryParse(text, out var flag) ? flag : null,
        CatalogColumnType.Time => ReadTime(text) is { } time ? dialect.Parameter(time) : null,
        _ => null,
    };

    // A time without an offset is in UTC, as everything that the API shows.
    private static DateTimeOffset? ReadTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
