namespace OrleansStorage.Catalog;

/// <summary>One condition on a catalog column. Immutable.</summary>
/// <param name="Field">The field, by its API name, such as <c>status</c>; an unknown one is a defect of who asks, and an exception.</param>
/// <param name="Operator">How to compare.</param>
/// <param name="Value">What with, as text; for metadata the key and value joined by U+0000, for <see cref="CatalogOperator.AnyOf"/> the
/// values.</param>
public sealed record CatalogFilter(string Field, CatalogOperator Operator, string? Value);
