using OrleansStorage.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Reconciliation;

/// <summary>What is compared. The array must have been read before the records: what is exported in between is then on record and not on the array, which is harmless, and never the other way round. Immutable.</summary>
/// <param name="Volumes">The volumes with exports on record, with their attachments.</param>
/// <param name="OnArray">What the array shows.</param>
/// <param name="Known">Of the volumes that the array shows, those that are on record as this array's.</param>
/// <param name="Held">The volumes whose record is behind the array.</param>
/// <param name="IsBehind">Whether the record as a whole is behind the array.</param>
public sealed record DriftPicture(IReadOnlyList<VolumeDescription> Volumes, IReadOnlyList<ArrayExport> OnArray, IReadOnlySet<VolumeId> Known, IReadOnlyCollection<HeldVolume> Held, bool IsBehind);
