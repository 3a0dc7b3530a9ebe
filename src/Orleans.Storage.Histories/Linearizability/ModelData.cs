using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>
/// What a volume of the model holds. It may refuse to be attached while it grows, after a growth of unknown fate, and when an operator said so; a growth that ends takes back only the first. Since an
/// operator called it something, it may be reserved beside others that have not connected. Snapshots in one order, so that equal ones compare equal. Immutable.
/// </summary>
internal sealed record ModelData(int? SizeGiB, ImmutableArray<SnapshotId> Snapshots, bool IsGrowing, bool IsTroubled, bool IsLoose)
{
    /// <summary>Of a new volume; its size is known once somebody was told.</summary>
    public static ModelData New { get; } = new(null, [], false, false, false);

    /// <summary>Whether it may refuse to be attached for reasons of its own.</summary>
    public bool MayRefuse => IsGrowing || IsTroubled;

    public ModelData Add(SnapshotId id) => Snapshots.Contains(id) ? this : this with { Snapshots = Snapshots.Add(id).Sort((a, b) => a.Value.CompareTo(b.Value)) };

    public ModelData Remove(SnapshotId id) => this with { Snapshots = Snapshots.Remove(id) };

    public bool Equals(ModelData? other) => other is not null && SizeGiB == other.SizeGiB && IsGrowing == other.IsGrowing && IsTroubled == other.IsTroubled && IsLoose == other.IsLoose && Snapshots.AsSpan().SequenceEqual(other.Snapshots.AsSpan());

    public override int GetHashCode() => HashCode.Combine(SizeGiB, IsGrowing, IsTroubled, IsLoose, Snapshots.Length);
}
