using System.Data.Common;
using Dapper;

namespace OrleansStorage.Data.Catalog;

/// <summary>Reads rows by position, in types that both drivers know.</summary>
internal static class CatalogReader
{
    /// <summary>Every row of a statement.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(this DbConnection connection, string sql, object? parameters, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)).ConfigureAwait(false);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            rows.Add(read(reader));
        return rows;
    }

    /// <summary>A text, or null.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A moment.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>A moment, or null.</summary>
    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
