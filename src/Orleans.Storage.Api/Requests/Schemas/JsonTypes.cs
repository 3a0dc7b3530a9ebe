namespace OrleansStorage.Api.Requests.Schemas;

/// <summary>The types that a value may have, in the order in which Cinder's messages list them.</summary>
[Flags]
internal enum JsonTypes
{
    /// <summary>Any.</summary>
    Any = 0,
    /// <summary>A number without fraction.</summary>
    Integer = 1,
    /// <summary>True or false.</summary>
    Boolean = 2,
    /// <summary>A text.</summary>
    String = 4,
    /// <summary>An object.</summary>
    Object = 8,
    /// <summary>A list.</summary>
    Array = 16,
    /// <summary>Null.</summary>
    Null = 32,
}
