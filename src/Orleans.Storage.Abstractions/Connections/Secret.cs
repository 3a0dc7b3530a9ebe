using System.Text.Json.Serialization;

namespace OrleansStorage.Connections;

/// <summary>A text that must not appear in a log, a timeline, an exception or a page: <see cref="ToString"/> hides it, and it is never stored as it is (see <see cref="SealedSecret"/>).</summary>
/// <param name="Reveal">The text; name it only where it leaves for the host or the array.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.Secret")]
public readonly record struct Secret([property: Id(0), JsonIgnore] string Reveal)
{
    /// <summary>Three stars.</summary>
    public override string ToString() => "***";
}
