using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>Remembers the highest epoch seen per volume and turns lower ones away. Not safe from several threads.</summary>
internal sealed class EpochGuard
{
    /// <summary>How many deleted volumes are remembered: enough to outlive any call that was under way, few enough to cost nothing.</summary>
    private const int DeletedKept = 65_536;

    private readonly Dictionary<VolumeId, long> _highest = [];
    private readonly Queue<VolumeId> _deleted = [];

    /// <summary>Called for each epoch that is higher than all before, before it counts.</summary>
    public Action<VolumeId, long>? Raised { get; set; }

    public long Highest(VolumeId volume) => _highest.GetValueOrDefault(volume);

    /// <summary>Null when the call may go on; else why not.</summary>
    public string? Admit(VolumeId volume, long epoch)
    {
        var seen = _highest.GetValueOrDefault(volume, long.MinValue);
        if (epoch < seen) return $"epoch {epoch} of volume {volume} is over: {seen} was seen";
        if (epoch == seen) return null;
        Raised?.Invoke(volume, epoch);
        _highest[volume] = epoch;
        return null;
    }

    /// <summary>The volume is gone: its epoch is kept for a while, against calls that come late.</summary>
    public void Retire(VolumeId volume)
    {
        _deleted.Enqueue(volume);
        if (_deleted.Count > DeletedKept) _highest.Remove(_deleted.Dequeue());
    }
}
