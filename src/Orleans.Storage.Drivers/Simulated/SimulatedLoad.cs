using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>Counts the calls that are on the array at one moment. Safe from any thread.</summary>
public sealed class SimulatedLoad
{
    private readonly Lock _gate = new();
    private readonly Dictionary<VolumeId, int> _perVolume = [];
    private int _now;

    /// <summary>The most calls that were there at once.</summary>
    public int HighestOverall { get; private set; }

    /// <summary>The most calls that were there at once for one volume.</summary>
    public int HighestPerVolume { get; private set; }

    /// <summary>Every call that ever came.</summary>
    public long Calls { get; private set; }

    internal void Enter(VolumeId? volume)
    {
        lock (_gate)
        {
            Calls++;
            HighestOverall = Math.Max(HighestOverall, ++_now);
            if (volume is not { } id) return;
            var here = _perVolume[id] = _perVolume.GetValueOrDefault(id) + 1;
            HighestPerVolume = Math.Max(HighestPerVolume, here);
        }
    }

    internal void Leave(VolumeId? volume)
    {
        lock (_gate)
        {
            _now--;
            if (volume is not { } id) return;
            if (_perVolume[id] == 1) _perVolume.Remove(id);
            else _perVolume[id]--;
        }
    }
}
