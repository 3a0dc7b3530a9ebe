using System.Globalization;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;

namespace OrleansStorage.Api.Lists;

/// <summary>Reads one filter of a query string (contract §5). Pure.</summary>
internal static class FilterReader
{
    private const int StrictFlagsSince = 2;
    private const int ImageMetadataSince = 4;
    private const int LikeSince = 34;
    private const int TimesSince = 60;

    /// <summary>
    /// Adds the conditions of one parameter; false when no row can pass: a column that there is not, or a value that is none of it.
    /// </summary>
    public static bool TryRead(Microversion version, ListSpec spec, string name, string value, List<CatalogFilter> filters)
    {
        var isLike = name.EndsWith('~') && version.Has(LikeSince);
        if (!spec.Columns.TryGetValue(isLike ? name[..^1] : name, out var field))
        {
            return false;
        }

        switch (field)
        {
            case "metadata" or "shown_metadata" or "glance_metadata":
                return (field != "glance_metadata" || version.Has(ImageMetadataSince)) && TryAddMetadata(field, value, filters);
            case "created_at" or "updated_at" when version.Has(TimesSince):
                AddTimes(field, value, filters);
                return true;
            case "bootable" or "multiattach" or "shared_targets":
                filters.Add(new(field, CatalogOperator.Equal, Flag(version, field, value) ? "true" : "false"));
                return true;
            case "consumes_quota" or "accepted" or "no_snapshots":
                filters.Add(new(field, CatalogOperator.Equal, Word(field, value) ? "true" : "false"));
                return true;
            default:
                filters.Add(isLike ? new(field, CatalogOperator.Like, value)
                    : spec.ReadsLiterals && field != "name" ? Literal(field, value)
                    : new(field, CatalogOperator.Equal, value));
                return true;
        }
    }

    /// <summary>
    /// A Python literal is what it says: a text without its quotes, None, one of several; anything else is the text itself.
    /// </summary>
    private static CatalogFilter Literal(string field, string value) =>
        value == "None" ? new(field, CatalogOperator.Equal, null)
        : PythonLiteral.ParseText(value) is { } text ? new(field, CatalogOperator.Equal, text)
        : PythonLiteral.ParseList(value) is { } texts ? new(field, CatalogOperator.AnyOf, string.Join('\0', texts))
        : new(field, CatalogOperator.Equal, value);

    private static bool TryAddMetadata(string field, string value, List<CatalogFilter> filters)
    {
        if (PythonLiteral.ParseMap(value) is not { } map)
        {
            return false;
        }

        filters.AddRange(map.Select(entry => new CatalogFilter(FieldOf(field, entry.Key), CatalogOperator.Equal, $"{entry.Key}\0{entry.Value}")));
        return true;
    }

    /// <summary>
    /// A volume shows the system's words among the users' own. Those are few and known, so all others are asked for where they are found
    /// at once.
    /// </summary>
    private static string FieldOf(string field, string key) =>
        field == "shown_metadata" && !AdminMetadataKeys.All.Contains(key) ? "metadata" : field;

    private static bool Flag(Microversion version, string field, string value) =>
        version.Has(StrictFlagsSince) ? Word(field, value) : value.Trim() is not ("false" or "False" or "FALSE");

    private static bool Word(string field, string value) => Booleans.Parse(value) ?? throw ApiException.InvalidInput($"Invalid filter {field} = {value}");

    private static void AddTimes(string field, string value, List<CatalogFilter> filters)
    {
        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            var word = colon < 0 ? "" : part[..colon];
            var isBare = word.Length == 0 || char.IsAsciiDigit(word[0]);
            filters.Add(new(field, isBare ? CatalogOperator.Equal : Operator(word), Time(field, isBare ? part : part[(colon + 1)..])));
        }
    }

    private static CatalogOperator Operator(string word) => word switch
    {
        "gt" => CatalogOperator.Greater,
        "gte" => CatalogOperator.GreaterOrEqual,
        "eq" => CatalogOperator.Equal,
        "neq" => CatalogOperator.NotEqual,
        "lt" => CatalogOperator.Less,
        "lte" => CatalogOperator.LessOrEqual,
        _ => throw ApiException.InvalidInput($"Unsupported operator '{word}' in a time comparison filter."),
    };

    private static string Time(string field, string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time.ToString("O", CultureInfo.InvariantCulture)
            : throw ApiException.InvalidInput($"Invalid filter value for {field}: '{text}' is no time.");
}
