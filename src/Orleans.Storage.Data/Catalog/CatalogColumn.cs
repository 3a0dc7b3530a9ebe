namespace OrleansStorage.Data.Catalog;

/// <summary>One field of a list as the API knows it. Immutable.</summary>
/// <param name="Sql">Its expression; a constant of this code, never of a caller.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether it may be unset; unset sorts below everything.</param>
/// <param name="Within">Where it belongs to rows of another table: that table and what ties it to this one. Then it can only be filtered
/// by, and one such row is enough.</param>
internal sealed record CatalogColumn(string Sql, CatalogColumnType Type = CatalogColumnType.Text, bool Nullable = false, string? Within = null);
