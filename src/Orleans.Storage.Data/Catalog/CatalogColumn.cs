namespace OrleansStorage.Data.Catalog;

/// <summary>One field of a list as the API knows it. Immutable.</summary>
/// <param name="Sql">Its expression; a constant of this code, never of a caller.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether it may be unset; unset sorts below everything.</param>
internal sealed record CatalogColumn(string Sql, CatalogColumnType Type = CatalogColumnType.Text, bool Nullable = false);
