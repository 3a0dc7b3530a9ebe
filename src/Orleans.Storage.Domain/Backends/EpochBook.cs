using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>
/// The highest epochs that one array has seen, and which calls come from a record that does not know of them. Such a record was restored from a backup, or is a replica that lagged: its next epoch may have
/// been used, and what it takes for granted may have changed since. Not safe from several threads.
/// </summary>
public sealed class EpochBook
{
    private readonly Dictionary<VolumeId, SeenEpoch> _seen = [];
    private readonly Dictionary<VolumeId, HeldVolume> _held = [];

    /// <summary>The volumes whose last call was held.</summary>
    public IReadOnlyCollection<HeldVolume> Held => _held.Values;

    /// <summary>Everything that was seen.</summary>
    public IReadOnlyCollection<SeenEpoch> All => _seen.Values;

    /// <summary>What was seen of one volume; null for nothing.</summary>
    public SeenEpoch? Find(VolumeId volume) => _seen.TryGetValue(volume, out var seen) ? seen : null;

    /// <summary>Takes over what the array says.</summary>
    public void Restore(IEnumerable<SeenEpoch> seen)
    {
        foreach (var one in seen.Where(s => s.Epoch > (Find(s.VolumeId)?.Epoch ?? 0))) _seen[one.VolumeId] = one;
    }

    /// <summary>Whether the array has seen a later operation of the volume than the call's record knows of; null when it has not. A fence that does not say what it knows is let through.</summary>
    public HeldVolume? WhyHeld(VolumeId volume, ArrayFence fence)
    {
        if (fence.Known is not { } known || Find(volume) is not { } seen || !IsBehind(seen, known, fence.KnownOperations ?? []) || IsTryOf(seen, fence))
        {
            _held.Remove(volume);
            return null;
        }
        return _held[volume] = new(volume, known, seen.Epoch);
    }

    /// <summary>A call is about to be sent.</summary>
    public void Note(VolumeId volume, ArrayFence fence) => Restore([new(volume, fence.Epoch, fence.OperationId)]);

    /// <summary>An operator looked after what was held; what is still behind is met again.</summary>
    public void Release() => _held.Clear();

    /// <summary>Whether a record is behind what was seen: it knows of a lower epoch, and of nothing that it began itself and that may have come to the array since.</summary>
    /// <param name="seen">What the array saw.</param>
    /// <param name="known">The highest epoch that the record knows of.</param>
    /// <param name="operations">Its own operations that may have come to the array under higher ones.</param>
    public static bool IsBehind(SeenEpoch seen, long known, ImmutableArray<OperationId> operations) => seen.Epoch > known && !(seen.OperationId is { } operation && operations.Contains(operation));

    /// <summary>Whether what was seen was this very operation, at this try or one before. A later one has taken over from it.</summary>
    private static bool IsTryOf(SeenEpoch seen, ArrayFence fence) => seen.OperationId == fence.OperationId && seen.Epoch <= fence.Epoch;
}
