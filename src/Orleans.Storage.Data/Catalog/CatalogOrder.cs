using OrleansStorage.Catalog;
using OrleansStorage.Errors;

namespace OrleansStorage.Data.Catalog;

/// <summary>The order of one list, and what comes after a given row in it. Unset values sort below everything, in both databases. Immutable.</summary>
internal sealed class CatalogOrder
{
    private readonly (CatalogColumn Column, bool Descending)[] _keys;

    /// <summary>Reads the sort keys and appends the two that make the order total.</summary>
    /// <exception cref="StorageException">A key is not one of the table's.</exception>
    public CatalogOrder(CatalogTable table, IReadOnlyList<CatalogSort> sort)
    {
        var descending = sort.Count == 0 || sort[0].Descending;
        _keys = [.. sort.Append(new(CatalogTable.CreatedAt, descending)).Append(new(CatalogTable.Id, descending))
            .DistinctBy(s => s.Field).Select(s => (Find(table, s.Field), s.Descending))];
    }

    /// <summary>The clause, the words included.</summary>
    public string Text => " ORDER BY " + string.Join(", ", _keys.Select(k => k.Column.Sql + Direction(k.Column, k.Descending)));

    /// <summary>The key columns, to read a marker's own values.</summary>
    public string Columns => string.Join(", ", _keys.Select((k, i) => $"{k.Column.Sql} AS k{i}"));

    /// <summary>The condition that a row comes after the one whose key values are given.</summary>
    public string After(IReadOnlyList<object?> marker, Func<object, string> parameter)
    {
        var values = marker.Select(m => m is null ? null : parameter(m)).ToArray();
        // As one comparison of rows an index can serve it from the marker on, however deep the page.
        if (_keys.All(k => !k.Column.Nullable && k.Descending == _keys[0].Descending))
            return $"({string.Join(", ", _keys.Select(k => k.Column.Sql))}) {(_keys[0].Descending ? '<' : '>')} ({string.Join(", ", values)})";
        var alternatives = _keys.Select((_, i) => string.Join(" AND ", _keys.Take(i).Select((k, j) => Same(k.Column, values[j])).Append(Beyond(_keys[i], values[i]))));
        return $"({string.Join(" OR ", alternatives)})";
    }

    private static CatalogColumn Find(CatalogTable table, string field) =>
        table.Columns.TryGetValue(field, out var column) && column is { Type: not CatalogColumnType.Metadata, Within: null }
            ? column
            : throw StorageError.InvalidInput("Invalid sort key").ToException();

    // Said only where it differs from the index's own order, for there it would keep PostgreSQL from using it.
    private static string Direction(CatalogColumn column, bool descending) => (column.Nullable, descending) switch
    {
        (false, false) => "",
        (false, true) => " DESC",
        (true, false) => " ASC NULLS FIRST",
        (true, true) => " DESC NULLS LAST",
    };

    private static string Same(CatalogColumn column, string? value) => value is null ? column.Sql + " IS NULL" : $"{column.Sql} = {value}";

    private static string Beyond((CatalogColumn Column, bool Descending) key, string? value) => (key.Descending, value) switch
    {
        (false, null) => key.Column.Sql + " IS NOT NULL",
        (true, null) => "1 = 0",
        (false, _) => $"{key.Column.Sql} > {value}",
        (true, _) => $"({key.Column.Sql} < {value} OR {key.Column.Sql} IS NULL)",
    };
}
