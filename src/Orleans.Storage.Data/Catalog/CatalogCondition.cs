using Dapper;
using OrleansStorage.Catalog;

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
    /// <exception cref="ArgumentException">A filter's field is none of the table's: what may be asked is known before it is
    /// asked.</exception>
    public bool TryAdd(CatalogQuery query)
    {
        if (query.Project is { } owner)
            Add($"{table.Project} = {Parameter(owner.Value)}");
        return !query.MatchesNothing && query.Filters.All(TryAdd);
    }

    /// <summary>Adds a term made of our own text and of parameters.</summary>
    public void Add(string term) => _terms.Add(term);

    /// <summary>Adds that a column is one of these values: by name, for Dapper makes of a list what each database's client makes of it, and they differ.</summary>
    public void AddAny(string column, IEnumerable<object> values) => Add($"{column} IN ({string.Join(", ", values.Select(Parameter))})");

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
            throw new ArgumentException($"There is no field {filter.Field} to filter {table.From} by.", nameof(filter));
        var term = column.Type == CatalogColumnType.Metadata ? MetadataTerm(column, filter) : Term(column, filter);
        if (term is null)
            return false;
        Add(column.Within is null ? term : $"EXISTS (SELECT 1 FROM {column.Within} AND {term})");
        return true;
    }

    private string? Term(CatalogColumn column, CatalogFilter filter) => (filter.Operator, filter.Value) switch
    {
        (_, null) => NullTerm(column, filter.Operator),
        (CatalogOperator.Like, { } text) => LikeTerm(column, text),
        (CatalogOperator.AnyOf, { } texts) => AnyOfTerm(column, texts.Split('\0')),
        (CatalogOperator.Equal, { } host) when column.Type == CatalogColumnType.Host => HostTerm(column, host),
        (_, { } text) when FilterValue.Read(dialect, column.Type, text) is { } value => $"{column.Sql} {Sign(filter.Operator)} {Parameter(value)}",
        _ => null,
    };

    // Times and flags are kept otherwise than they are shown, so no part of their text is theirs.
    private string? LikeTerm(CatalogColumn column, string text) => column.Type switch
    {
        CatalogColumnType.Text or CatalogColumnType.Host => dialect.Like(column.Sql, Parameter(text)),
        CatalogColumnType.Integer or CatalogColumnType.Uuid => dialect.Like($"CAST({column.Sql} AS text)", Parameter(text)),
        _ => null,
    };

    private string? AnyOfTerm(CatalogColumn column, string[] texts)
    {
        var terms = texts.Select(text => Term(column, new("", CatalogOperator.Equal, text))).OfType<string>().ToList();
        return terms.Count == 0 ? null : $"({string.Join(" OR ", terms)})";
    }

    /// <summary>
    /// A pool is itself, a backend its pools, a host its backends: ranges, which an index serves and in which % and _ mean themselves.
    /// </summary>
    private string HostTerm(CatalogColumn column, string host)
    {
        var separators = host.Contains('#', StringComparison.Ordinal) ? "" : host.Contains('@', StringComparison.Ordinal) ? "#" : "#@";
        var ranges = separators.Select(s => $"({column.Sql} >= {Parameter(host + s)} AND {column.Sql} < {Parameter(host + (char)(s + 1))})");
        return $"({string.Join(" OR ", ranges.Prepend($"{column.Sql} = {Parameter(host)}"))})";
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
