using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>What an array keeps of the record of its owner, so that a record which was restored from a backup can be told. Its numbers only grow while its owner stays the same. Immutable.</summary>
/// <param name="Owner">The installation that the array belongs to; null while it belongs to none.</param>
/// <param name="Generation">The highest generation of the owner's record that was seen. The record is raised first and the array after it.</param>
/// <param name="NumbersBelow">Target numbers below this one may have been given.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ArrayMark")]
public sealed record ArrayMark([property: Id(0)] InstallationId? Owner, [property: Id(1)] long Generation, [property: Id(2)] int NumbersBelow)
{
    /// <summary>That of an array that belongs to nobody.</summary>
    public static ArrayMark None { get; } = new(null, 0, 1);

    /// <summary>The mark after an installation made the array its own: the generations of another's record say nothing about its own, target numbers do.</summary>
    public ArrayMark OwnedBy(InstallationId owner) => owner == Owner ? this : this with { Owner = owner, Generation = 0 };

    /// <summary>The mark with the higher number of each.</summary>
    public ArrayMark RaisedTo(ArrayMark other) => this with { Generation = Math.Max(Generation, other.Generation), NumbersBelow = Math.Max(NumbersBelow, other.NumbersBelow) };
}
