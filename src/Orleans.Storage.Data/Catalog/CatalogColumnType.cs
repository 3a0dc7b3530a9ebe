namespace OrleansStorage.Data.Catalog;

/// <summary>How a column's values are read from a filter's text.</summary>
internal enum CatalogColumnType
{
    Text,
    Uuid,
    Integer,
    Boolean,
    Time,
    /// <summary>A JSON object; only its entries can be compared.</summary>
    Metadata,
    /// <summary>A pool, <c>host@backend#pool</c>; equal to a host or a backend is what lies in it.</summary>
    Host,
}
