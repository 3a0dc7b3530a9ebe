using System.Data.Common;
using Dapper;
using OrleansStorage.Domain.Records;

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

    /// <summary>Every row of a statement of which anything can be read.</summary>
    public static async Task<IReadOnlyList<T>> ReadAsync<T>(this DbConnection connection, string sql, object? parameters, RowReader<T> rows, CancellationToken cancellationToken)
    {
        await using var reader = await connection.ExecuteReaderAsync(new CommandDefinition(sql, parameters, cancellationToken: cancellationToken)).ConfigureAwait(false);
        var read = new List<T>();
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            if (rows.TryRead(reader, out var value)) read.Add(value);
        return read;
    }

    /// <summary>A text, or null.</summary>
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A moment.</summary>
    public static DateTimeOffset Time(this DbDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    /// <summary>What a column holds, or something else where that is unset or damaged.</summary>
    public static T Or<T>(this DbDataReader row, int column, Func<DbDataReader, int, T> read, T otherwise)
    {
        try
        {
            return row.IsDBNull(column) ? otherwise : read(row, column);
        }
        catch (Exception e) when (Documents.IsDamage(e))
        {
            return otherwise;
        }
    }

    /// <summary>A moment, or null.</summary>
    public static DateTimeOffset? TimeOrNull(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.Time(column);
}
