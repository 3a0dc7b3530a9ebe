using System.Data.Common;
using Dapper;
using OrleansStorage.Catalog;

namespace OrleansStorage.Data.Catalog;

/// <summary>Turns a query of a list into SQL and runs it. Stateless but for the database; safe from any thread.</summary>
internal sealed class CatalogPage(IDatabaseDialect dialect, CatalogTable table)
{
    /// <summary>The rows of a page, in its order.</summary>
    /// <param name="query">The page.</param>
    /// <param name="select">The SQL around the page: given the text that selects it and the order, the whole statement.</param>
    /// <param name="rows">Reads its rows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<T>> ListAsync<T>(CatalogQuery query, Func<string, string, string> select, RowReader<T> rows, CancellationToken cancellationToken)
    {
        var order = new CatalogOrder(table, query.Sort);
        var condition = new CatalogCondition(dialect, table);
        return await dialect.RunAsync(async connection =>
        {
            // Before the filters: an unknown marker is an error also where nothing can match.
            if (query.Marker is { } marker)
                condition.Add(order.After(await ReadMarkerAsync(connection, query, marker, order, cancellationToken).ConfigureAwait(false), condition.Parameter));
            if (!condition.TryAdd(query))
                return [];
            var limit = $" LIMIT {condition.Parameter((long)query.Limit)} OFFSET {condition.Parameter((long)query.Offset)}";
            return await connection.ReadAsync(select($" FROM {table.From}{condition.Text}{order.Text}{limit}", order.Text), condition.Parameters, rows, cancellationToken)
                .ConfigureAwait(false);
        }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One row of aggregates over everything that matches; <paramref name="nothing"/> when nothing can.</summary>
    public async Task<T> AggregateAsync<T>(CatalogQuery query, string aggregates, Func<DbDataReader, T> read, T nothing, CancellationToken cancellationToken)
    {
        var condition = new CatalogCondition(dialect, table);
        if (!condition.TryAdd(query))
            return nothing;
        var rows = await dialect.RunAsync(c => c.ReadAsync($"SELECT {aggregates} FROM {table.From}{condition.Text}", condition.Parameters, read, cancellationToken), cancellationToken)
            .ConfigureAwait(false);
        return rows[0];
    }

    private async Task<IReadOnlyList<object?>> ReadMarkerAsync(DbConnection connection, CatalogQuery query, Guid marker, CatalogOrder order, CancellationToken cancellationToken)
    {
        var own = new CatalogCondition(dialect, table);
        own.TryAdd(new() { Project = query.Project });
        own.Add($"{table.Columns[CatalogTable.Id].Sql} = {own.Parameter(dialect.Parameter(marker))}");
        var rows = await connection.ReadAsync($"SELECT {order.Columns} FROM {table.From}{own.Text}", own.Parameters, ReadValues, cancellationToken).ConfigureAwait(false);
        return rows.Count == 1 ? rows[0] : throw table.NotFound(marker.ToString("D")).ToException();
    }

    private static object?[] ReadValues(DbDataReader row) => [.. Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : row.GetValue(i))];
}
