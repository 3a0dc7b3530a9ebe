using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>Remembers the highest epoch seen per volume, with its operation, and turns lower ones away. Not safe from several threads.</summary>
internal sealed class EpochGuard
{
    /// <summary>How many deleted volumes are remembered: enough to outlive any call that was under way, few enough to cost nothing.</summary>
    private const int DeletedKept = 65_536;

    private readonly Dictionary<VolumeId, SeenEpoch> _highest = [];
    private readonly Queue<VolumeId> _deleted = [];

    /// <summary>Called for each epoch that is higher than all before, before it counts.</summary>
    public Action<SeenEpoch>? Raised { get; set; }

    public IEnumerable<SeenEpoch> All => _highest.Values;

    public SeenEpoch? Find(VolumeId volume) => _highest.TryGetValue(volume, out var seen) ? seen : null;

    public long Highest(VolumeId volume) => Find(volume)?.Epoch ?? 0;

    /// <summary>Null when the call may go on; else why not.</summary>
    public string? Admit(VolumeId volume, ArrayFence fence)
    {
        var seen = Find(volume)?.Epoch ?? long.MinValue;
        if (fence.Epoch < seen) return $"epoch {fence.Epoch} of volume {volume} is over: {seen} was seen";
        if (fence.Epoch == seen) return null;
        var next = new SeenEpoch(volume, fence.Epoch, fence.OperationId == default ? null : fence.OperationId);
        Raised?.Invoke(next);
        _highest[volume] = next;
        return null;
    }

    /// <summary>Takes over what was kept.</summary>
    public void Restore(SeenEpoch kept)
    {
        // Reconcilers of before removed what they did not know under this one; it is no epoch of any record.
        if (kept.Epoch != long.MaxValue && kept.Epoch >= Highest(kept.VolumeId)) _highest[kept.VolumeId] = kept;
    }

    /// <summary>The volume is gone: its epoch is kept for a while, against calls that come late.</summary>
    public void Retire(VolumeId volume)
    {
        _deleted.Enqueue(volume);
        if (_deleted.Count > DeletedKept) _highest.Remove(_deleted.Dequeue());
    }
}
