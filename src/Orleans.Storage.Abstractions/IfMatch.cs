using System.Collections.Immutable;

namespace OrleansStorage;

/// <summary>
/// What a caller believes of what it is about to change (RFC 9110, If-Match): whoever decides on the change compares, so that of several
/// callers with one belief one is served. Immutable.
/// </summary>
/// <param name="Any">Whether any state will do, as long as there is one (<c>*</c>).</param>
/// <param name="Tags">The states that will do, by their strong tags, without quotes. None of them: no state will.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.IfMatch")]
public sealed record IfMatch([property: Id(0)] bool Any, [property: Id(1)] ImmutableArray<string> Tags)
{
    /// <summary>Whether the state of this tag will do.</summary>
    public bool Allows(string tag) => Any || Tags.Contains(tag);
}
