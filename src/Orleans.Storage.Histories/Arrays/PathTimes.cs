using OrleansStorage.Histories.Calls;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Arrays;

/// <summary>When each path was on the array. One that a restart took counts as there until it is made again: the control plane mends it, and nobody else could know.</summary>
internal sealed class PathTimes
{
    private readonly Dictionary<(VolumeId, string), List<Stay>> _stays = [];

    public void Apply(ArrayMutation m)
    {
        if (m is not { Volume: { } volume, Initiator: { } initiator }) return;
        var key = (volume, initiator);
        if (m.Verb == ArrayVerb.CreateExport)
        {
            if (!_stays.TryGetValue(key, out var stays)) _stays[key] = stays = [];
            stays.Add(new(m.Target, m.Lun, m.At));
        }
        if (m.Verb == ArrayVerb.RemoveExport && _stays.TryGetValue(key, out var ended)) ended[^1].Until = Math.Min(ended[^1].Until, m.At);
    }

    public bool WasThere(VolumeId volume, string initiator, ShownConnection told, long from, long until)
    {
        if (!_stays.TryGetValue((volume, initiator), out var stays)) return false;
        foreach (var stay in stays)
        {
            if (stay.Target == told.Target && stay.Lun == told.Lun && stay.From < until && stay.Until > from) return true;
        }
        return false;
    }

    private sealed class Stay(string? target, int? lun, long from)
    {
        public string? Target { get; } = target;
        public int? Lun { get; } = lun;
        public long From { get; } = from;
        public long Until { get; set; } = long.MaxValue;
    }
}
