namespace OrleansStorage.Ids;

/// <summary>An identifier that is a uuid; lets one JSON converter serve them all.</summary>
/// <typeparam name="TSelf">The identifier.</typeparam>
public interface IGuidId<TSelf> where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The uuid.</summary>
    Guid Value { get; }

    /// <summary>Wraps a uuid.</summary>
    static abstract TSelf From(Guid value);
}
