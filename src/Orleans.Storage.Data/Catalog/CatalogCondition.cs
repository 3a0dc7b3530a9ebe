using Dapper;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;

namespace OrleansStorage.Data.Catalog;

/// <summary>The WHERE clause of one query: text of ours, values as parameters. Not safe from several threads at once.</summary>
internal sealed class CatalogCondition(IDatabaseDialect dialect, CatalogTable table)
{
    private readonly List<string> _terms = [];

    /// <summary>The values.</summary>
    public DynamicParameters Parameters { get; } = new();

    /// <summary>The clause, the word included; empty without a condition.</summary>
    public string Text => _terms.Count == 0 ? "" : " WHERE " + string.Join(" AND ", _terms);

    /// <summary>Adds the owner and every filter; false when one of them can match nothing.</summary>
    public bool TryAdd(ProjectId? project, IEnumerable<CatalogFilter> filters)
    {
        if (project is { } owner)
            Add($"{table.Project} = {Parameter(owner.Value)}");
        return filters.All(TryAdd);
    }

    /// <summary>Adds a term made of our own text and of parameters.</summary>
    public void Add(string term) => _terms.Add(term);

    /// <summary>The name of a new parameter with this value.</summary>
    public string Parameter(object value)
    {
        var name = "@p" + Parameters.ParameterNames.Count();
        Parameters.Add(name, value);
        return name;
    }

    private bool TryAdd(CatalogFilter filter)
    {
        if (!table.Columns.TryGetValue(filter.Field, out var column))
            return false;
        var term = column.Type == CatalogColumnType.Metadata ? MetadataTerm(column, filter) : Term(column, filter);
        if (term is null)
            return false;
        Add(term);
        return true;
    }

    private string? Term(CatalogColumn column, CatalogFilter filter)
    {
        if (filter.Value is null)
            return NullTerm(column, filter.Operator);
        if (filter.Operator == CatalogOperator.Like)
            return column.Type == CatalogColumnType.Text ? dialect.Like(column.Sql, Parameter(filter.Value)) : null;
        return FilterValue.Read(dialect, column.Type, filter.Value) is { } value ? $"{column.Sql} {Sign(filter.Operator)} {Parameter(value)}" : null;
    }

    private static string? NullTerm(CatalogColumn column, CatalogOperator comparison) => comparison switch
    {
        CatalogOperator.Equal => column.Sql + " IS NULL",
        CatalogOperator.NotEqual => column.Sql + " IS NOT NULL",
        _ => null,
    };

    private string? MetadataTerm(CatalogColumn column, CatalogFilter filter)
    {
        var parts = filter.Value?.Split('\0', 2);
        return filter.Operator == CatalogOperator.Equal && parts is [var key, var value] ? dialect.HasEntry(column.Sql, Parameter(key), Parameter(value)) : null;
    }

    private static string Sign(CatalogOperator comparison) => comparison switch
    {
        CatalogOperator.Equal => "=",
        CatalogOperator.NotEqual => "<>",
        CatalogOperator.Greater => ">",
        CatalogOperator.GreaterOrEqual => ">=",
        CatalogOperator.Less => "<",
        CatalogOperator.LessOrEqual => "<=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, null),
    };
}
