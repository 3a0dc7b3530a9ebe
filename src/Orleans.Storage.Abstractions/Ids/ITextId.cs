namespace OrleansStorage.Ids;

/// <summary>An identifier that is a text; lets one JSON converter serve them all.</summary>
/// <typeparam name="TSelf">The identifier.</typeparam>
public interface ITextId<TSelf> where TSelf : struct, ITextId<TSelf>
{
    /// <summary>The text.</summary>
    string Value { get; }

    /// <summary>Wraps a text.</summary>
    static abstract TSelf From(string value);
}
