using OrleansStorage.Catalog;

namespace OrleansStorage.Domain.Backends;

/// <summary>Who holds how much of a pool: what is on record and what is promised to creations under way. Pure but for its own state; not safe from several threads.</summary>
public sealed class CapacityBook
{
    private readonly Dictionary<Guid, Share> _shares = [];

    /// <summary>The sum of all sizes, in GiB.</summary>
    public long ProvisionedGiB { get; private set; }

    /// <summary>Sets a holder's size, whatever the limit: for what is on record.</summary>
    public void Set(Guid holder, int sizeGiB, DateTimeOffset now)
    {
        ProvisionedGiB += sizeGiB - SizeGiBOf(holder);
        _shares[holder] = new(sizeGiB, now);
    }

    /// <summary>Sets a holder's size if the sum stays within <paramref name="limitGiB"/>; false and unchanged otherwise.</summary>
    public bool TrySet(Guid holder, int sizeGiB, double limitGiB, DateTimeOffset now)
    {
        var grows = sizeGiB > SizeGiBOf(holder);
        if (grows && ProvisionedGiB - SizeGiBOf(holder) + sizeGiB > limitGiB) return false;
        Set(holder, sizeGiB, now);
        return true;
    }

    /// <summary>Forgets a holder; nothing happens when it is not known.</summary>
    public void Remove(Guid holder)
    {
        if (_shares.Remove(holder, out var share)) ProvisionedGiB -= share.SizeGiB;
    }

    /// <summary>
    /// Takes over what is on record of the holders that were set before <paramref name="setBefore"/>, and forgets those that are not on record: promises whose volume was never made, and what was not
    /// given back. Later ones may be on their way to the record, or have left it since it was read, and stay as they are. Returns those that were forgotten.
    /// </summary>
    public IReadOnlyList<Guid> Recount(IEnumerable<CapacityHolder> onRecord, DateTimeOffset setBefore)
    {
        var sizesGiB = onRecord.ToDictionary(h => h.Holder, h => h.SizeGiB);
        List<Guid> forgotten = [];
        foreach (var (holder, share) in _shares.Where(s => s.Value.SetAt < setBefore).ToList())
        {
            if (sizesGiB.TryGetValue(holder, out var sizeGiB))
            {
                Set(holder, sizeGiB, share.SetAt);
                continue;
            }
            Remove(holder);
            forgotten.Add(holder);
        }
        return forgotten;
    }

    private int SizeGiBOf(Guid holder) => _shares.GetValueOrDefault(holder).SizeGiB;

    private readonly record struct Share(int SizeGiB, DateTimeOffset SetAt);
}
