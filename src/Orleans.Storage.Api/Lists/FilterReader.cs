using System.Globalization;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests;
using OrleansStorage.Catalog;

namespace OrleansStorage.Api.Lists;

/// <summary>Reads one filter of a query string (contract §5). Pure.</summary>
internal static class FilterReader
{
    private const int StrictBootableSince = 2;
    private const int ImageMetadataSince = 4;
    private const int LikeSince = 34;
    private const int TimesSince = 60;

    /// <summary>A filter that no row passes: what Cinder makes of values that it cannot read.</summary>
    private static CatalogFilter Nothing { get; } = new("no-such-field", CatalogOperator.Equal, null);

    /// <summary>Adds the conditions of one parameter.</summary>
    public static void Read(Microversion version, ListSpec spec, string name, string value, List<CatalogFilter> filters)
    {
        var isLike = name.EndsWith('~') && version.Has(LikeSince);
        var field = isLike ? name[..^1] : name;
        field = spec.FilterNames.GetValueOrDefault(field, field);
        switch (field)
        {
            case "metadata":
                AddMetadata(field, value, filters);
                break;
            case "glance_metadata" when version.Has(ImageMetadataSince):
                AddMetadata(field, value, filters);
                break;
            case "created_at" or "updated_at" when version.Has(TimesSince):
                AddTimes(field, value, filters);
                break;
            case "bootable":
                filters.Add(new(field, CatalogOperator.Equal, Bootable(version, value) ? "true" : "false"));
                break;
            case "consumes_quota":
                filters.Add(new(field, CatalogOperator.Equal, Word(field, value) ? "true" : "false"));
                break;
            default:
                filters.Add(new(field, isLike ? CatalogOperator.Like : CatalogOperator.Equal, value));
                break;
        }
    }

    private static void AddMetadata(string field, string value, List<CatalogFilter> filters)
    {
        if (PythonLiteral.ParseMap(value) is not { } map)
        {
            filters.Add(Nothing);
            return;
        }

        foreach (var (key, text) in map)
        {
            filters.Add(new(field, CatalogOperator.Equal, $"{key}\0{text}"));
        }
    }

    private static bool Bootable(Microversion version, string value) =>
        version.Has(StrictBootableSince) ? Word("bootable", value) : value.Trim() is not ("false" or "False" or "FALSE");

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
