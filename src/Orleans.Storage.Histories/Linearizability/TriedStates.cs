namespace OrleansStorage.Histories.Linearizability;

/// <summary>
/// Where a search was already, and in vain: which required steps were done, which volume they led to, and how many unknown ones of each kind it took. A place that took as many of every kind, or more, offers
/// nothing new. The required steps are kept as a 128-bit sum: a collision, at odds of one in 2^100, could make the search overlook an order, but never find one that is not there.
/// </summary>
internal sealed class TriedStates
{
    private readonly Dictionary<(UInt128 Done, ModelVolume Volume), List<int[]>> _tried = [];

    /// <summary>How often two places were compared: where many differ in their unknown steps alone, this is most of the work.</summary>
    public long Comparisons { get; private set; }

    /// <summary>A step's part of the sum.</summary>
    public static UInt128 Mark(int step) => new(Mix((ulong)step * 2), Mix(((ulong)step * 2) + 1));

    /// <summary>Notes a place; false when a search from there is in vain.</summary>
    public bool Add(UInt128 done, ModelVolume volume, int[] used)
    {
        if (!_tried.TryGetValue((done, volume), out var before))
        {
            _tried[(done, volume)] = [(int[])used.Clone()];
            return true;
        }
        foreach (var other in before)
        {
            Comparisons++;
            if (IsNoMore(other, used)) return false;
        }
        before.Add((int[])used.Clone());
        return true;
    }

    private static bool IsNoMore(int[] one, int[] than)
    {
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] > than[i]) return false;
        }
        return true;
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood, 2014).</summary>
    private static ulong Mix(ulong x)
    {
        x = (x + 1) * 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
