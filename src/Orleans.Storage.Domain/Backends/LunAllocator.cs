using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>
/// Gives each export on a shared target its own LUN. A LUN that is given back cools down before it is given again, because a host may still hold the device behind it. A restart forgets the cooling ones, so LUNs
/// are given in rotation by a ticket that never comes twice, also not after a restart: a just-freed number comes last. Pure but for its own state; not safe from several threads.
/// </summary>
/// <param name="first">The lowest LUN.</param>
/// <param name="last">The highest LUN.</param>
/// <param name="coolDown">How long a freed LUN rests.</param>
public sealed class LunAllocator(int first, int last, TimeSpan coolDown)
{
    private readonly Dictionary<(VolumeId Volume, string Host), (int Lun, int? OnlyTicket)> _taken = [];
    private readonly HashSet<int> _used = [];
    private readonly Dictionary<int, DateTimeOffset> _coolingUntil = [];
    private readonly int _first = first;
    private readonly int _last = last;

    /// <summary>Notes a LUN that is on record.</summary>
    public void Adopt(VolumeId volume, string host, int lun)
    {
        _taken[(volume, host)] = (lun, null);
        _used.Add(lun);
    }

    /// <summary>The LUN of an export, the same on every call; null when none is free.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="host">The host.</param>
    /// <param name="ticket">Where in the rotation the search begins: a number from 0 that grows with each call and is never given twice.</param>
    /// <param name="now">The time.</param>
    public int? Take(VolumeId volume, string host, int ticket, DateTimeOffset now)
    {
        if (_taken.TryGetValue((volume, host), out var taken))
        {
            _taken[(volume, host)] = taken with { OnlyTicket = null };
            return taken.Lun;
        }
        var count = _last - _first + 1;
        for (var tried = 0; tried < count; tried++)
        {
            var lun = _first + (int)(((long)ticket + tried) % count);
            if (_used.Contains(lun) || (_coolingUntil.TryGetValue(lun, out var until) && until > now)) continue;
            _coolingUntil.Remove(lun);
            _taken[(volume, host)] = (lun, ticket);
            _used.Add(lun);
            return lun;
        }
        return null;
    }

    /// <summary>Gives back the LUN of an export that is removed; nothing happens when it has none.</summary>
    public void Release(VolumeId volume, string host, DateTimeOffset now)
    {
        if (!_taken.Remove((volume, host), out var taken)) return;
        _used.Remove(taken.Lun);
        _coolingUntil[taken.Lun] = now + coolDown;
    }

    /// <summary>
    /// Gives back the LUN of an export that a call did not make. One that other calls were given too, or that is on record, stays taken: what became of one call says nothing of the others, which may have
    /// made the export.
    /// </summary>
    /// <param name="volume">The volume.</param>
    /// <param name="host">The host.</param>
    /// <param name="ticket">The ticket with which the call took it: a call that comes to its end late must not give back what another was given since.</param>
    /// <param name="shownAt">Until when the array knew of it, so that it rests from then; null when it never did, and no host can hold it.</param>
    public void GiveBack(VolumeId volume, string host, int ticket, DateTimeOffset? shownAt)
    {
        if (!_taken.TryGetValue((volume, host), out var taken) || taken.OnlyTicket != ticket) return;
        if (shownAt is { } now) Release(volume, host, now);
        else if (_taken.Remove((volume, host))) _used.Remove(taken.Lun);
    }
}
