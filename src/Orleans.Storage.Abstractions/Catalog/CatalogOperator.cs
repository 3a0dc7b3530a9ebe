namespace OrleansStorage.Catalog;

/// <summary>How a catalog condition compares.</summary>
public enum CatalogOperator
{
    /// <summary>Equal; a null value matches what is not set. A host or a backend equals what lies in it.</summary>
    Equal,
    /// <summary>Not equal.</summary>
    NotEqual,
    /// <summary>Greater.</summary>
    Greater,
    /// <summary>Greater or equal.</summary>
    GreaterOrEqual,
    /// <summary>Less.</summary>
    Less,
    /// <summary>Less or equal.</summary>
    LessOrEqual,
    /// <summary>Contains the text, as SQL LIKE with its wildcards.</summary>
    Like,
    /// <summary>Equal to one of several values.</summary>
    AnyOf,
}
