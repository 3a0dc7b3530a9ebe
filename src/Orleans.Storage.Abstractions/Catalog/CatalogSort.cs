namespace OrleansStorage.Catalog;

/// <summary>One sort key.</summary>
/// <param name="Field">The field, by its API name.</param>
/// <param name="Descending">The direction.</param>
public sealed record CatalogSort(string Field, bool Descending);
