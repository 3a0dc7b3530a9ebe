namespace OrleansStorage.Domain.Backends;

/// <summary>Who holds how much of a pool: what is on record and what is promised to creations under way. Pure but for its own state; not safe from several threads.</summary>
public sealed class CapacityBook
{
    private readonly Dictionary<Guid, int> _sizesGiB = [];

    /// <summary>The sum of all sizes, in GiB.</summary>
    public long ProvisionedGiB { get; private set; }

    /// <summary>Sets a holder's size, whatever the limit: for what is on record.</summary>
    public void Set(Guid holder, int sizeGiB)
    {
        ProvisionedGiB += sizeGiB - _sizesGiB.GetValueOrDefault(holder);
        _sizesGiB[holder] = sizeGiB;
    }

    /// <summary>Sets a holder's size if the sum stays within <paramref name="limitGiB"/>; false and unchanged otherwise.</summary>
    public bool TrySet(Guid holder, int sizeGiB, double limitGiB)
    {
        var grows = sizeGiB > _sizesGiB.GetValueOrDefault(holder);
        if (grows && ProvisionedGiB - _sizesGiB.GetValueOrDefault(holder) + sizeGiB > limitGiB) return false;
        Set(holder, sizeGiB);
        return true;
    }

    /// <summary>Forgets a holder; nothing happens when it is not known.</summary>
    public void Remove(Guid holder)
    {
        if (_sizesGiB.Remove(holder, out var sizeGiB)) ProvisionedGiB -= sizeGiB;
    }
}
