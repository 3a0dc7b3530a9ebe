namespace OrleansStorage.Api.Requests.Schemas;

/// <summary>The words of a schema's complaints.</summary>
internal static class SchemaWords
{
    /// <summary>The types of a value: <c>'integer', 'string'</c>.</summary>
    public static string Of(JsonTypes types) =>
        string.Join(", ", Enum.GetValues<JsonTypes>().Where(t => t != JsonTypes.Any && types.HasFlag(t)).Select(t => t switch
        {
            JsonTypes.Integer => "'integer'",
            JsonTypes.Boolean => "'boolean'",
            JsonTypes.String => "'string'",
            JsonTypes.Object => "'object'",
            JsonTypes.Array => "'array'",
            _ => "'null'",
        }));

    /// <summary>The only values of a text, as a Python list.</summary>
    public static string OfWords(Schema schema)
    {
        var words = schema.Words.Select(PythonText.Repr);
        return schema.IsBoolean
            ? $"[True, {string.Join(", ", Booleans.True.Select(PythonText.Repr))}, False, {string.Join(", ", Booleans.False.Select(PythonText.Repr))}]"
            : $"[{string.Join(", ", words)}]";
    }

    /// <summary>Properties that an object may not have.</summary>
    public static string OfUnexpected(Schema schema, IReadOnlyList<string> names)
    {
        var several = names.Count > 1;
        var shown = string.Join(", ", (schema.KeyPattern is null ? names : [.. names.Order(StringComparer.Ordinal)]).Select(PythonText.Repr));
        return schema.KeyPattern is null
            ? $"Additional properties are not allowed ({shown} {(several ? "were" : "was")} unexpected)"
            : $"{shown} {(several ? "do" : "does")} not match any of the regexes: '{schema.KeyPattern}'";
    }
}
