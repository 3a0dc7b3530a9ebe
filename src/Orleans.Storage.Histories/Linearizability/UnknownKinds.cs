using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>Sorts the steps of unknown outcome by what they ask: those that ask the same differ only in when they began. Counts how many of each kind are used.</summary>
internal sealed class UnknownKinds
{
    private readonly int[] _kindOf;
    private readonly int[] _listed;
    private int _round;
    private int _listedNow;

    public UnknownKinds(List<Step> steps)
    {
        var kinds = new Dictionary<(StepKind, AttachmentId?, Guid?, string?, bool?, SnapshotId?, int?, VolumeStatus?), int>();
        _kindOf = new int[steps.Count];
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, call) = (steps[i], steps[i].Call);
            if (step.IsRequired) continue;
            var kind = (step.Kind, call.Attachment, call.Instance, call.Host, call.Multiattach, call.Snapshot, call.SizeGiB, call.Status);
            if (!kinds.TryGetValue(kind, out _kindOf[i])) kinds[kind] = _kindOf[i] = kinds.Count;
        }
        (Used, _listed) = (new int[kinds.Count], new int[kinds.Count]);
    }

    /// <summary>How many of each kind are used now.</summary>
    public int[] Used { get; }

    /// <summary>Whether one of each kind was listed in this round.</summary>
    public bool AllListed => _listedNow == Used.Length;

    public void Use(int step, int by) => Used[_kindOf[step]] += by;

    /// <summary>Begins a round.</summary>
    public void Begin() => (_round, _listedNow) = (_round + 1, 0);

    /// <summary>True for the first step of its kind in this round.</summary>
    public bool List(int step)
    {
        if (_listed[_kindOf[step]] == _round) return false;
        _listed[_kindOf[step]] = _round;
        _listedNow++;
        return true;
    }
}
