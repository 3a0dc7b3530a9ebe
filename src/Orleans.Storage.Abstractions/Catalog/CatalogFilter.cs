namespace OrleansStorage.Catalog;

/// <summary>One condition on a catalog column. Immutable.</summary>
/// <param name="Field">The field, by its API name, such as <c>status</c>; unknown ones match nothing.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">What with, as text; for <c>metadata</c> the key and value joined by U+0000.</param>
public sealed record CatalogFilter(string Field, CatalogOperator Operator, string? Value);
