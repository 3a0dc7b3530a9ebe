using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Domain.Projects;

/// <summary>
/// One project's quota arithmetic: limits, what is used by type, what is promised. Pure but for its own state; not safe from several threads (a grain owns it).
/// A name with a type's name behind an underscore is that type's own quota.
/// </summary>
public sealed class QuotaBook
{
    private readonly Dictionary<Guid, (QuotaReservation What, DateTimeOffset Until)> _promises = [];
    private readonly Dictionary<VolumeTypeId, Use> _used = [];

    /// <summary>Limits that differ from the defaults, by quota name.</summary>
    public ImmutableDictionary<string, long> Limits { get; set; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Replaces what is used by what the catalog holds, and forgets promises whose holders must be in it or whose time is over.</summary>
    public void Load(IEnumerable<ProjectUse> catalog, DateTimeOffset now)
    {
        _used.Clear();
        foreach (var use in catalog) _used[use.TypeId] = new(use.Volumes, use.Snapshots, use.SizeGiB);
        foreach (var late in _promises.Where(p => p.Value.Until <= now).Select(p => p.Key).ToList()) _promises.Remove(late);
    }

    /// <summary>Promises quota; null when it fits, else Cinder's refusal, and what the holder was promised before stays.</summary>
    public StorageError? Reserve(QuotaReservation asked, DateTimeOffset now, TimeSpan promiseLasts)
    {
        var promised = _promises.Remove(asked.Holder, out var before);
        if (Refuse(asked) is { } error)
        {
            if (promised) _promises[asked.Holder] = before;
            return error;
        }
        _promises[asked.Holder] = (asked, now + promiseLasts);
        return null;
    }

    /// <summary>A promise becomes use; nothing happens without one.</summary>
    public void Commit(Guid holder)
    {
        if (_promises.Remove(holder, out var promise)) Add(promise.What, 1);
    }

    /// <summary>A promise is void.</summary>
    public void Cancel(Guid holder) => _promises.Remove(holder);

    /// <summary>Use is given back.</summary>
    public void Release(QuotaReservation given) => Add(given, -1);

    /// <summary>One quota as it stands.</summary>
    public QuotaLine Line(string name, VolumeTypeId? type = null)
    {
        var kind = QuotaDefaults.KindOf(name);
        var used = _used.Where(u => type is null || u.Key == type).Select(u => u.Value).ToList();
        var promised = _promises.Values.Select(p => p.What).Where(p => type is null || p.TypeId == type).ToList();
        return kind switch
        {
            QuotaResource.Volumes => new(LimitOf(name), used.Sum(u => u.Volumes), promised.Sum(p => p.Volumes)),
            QuotaResource.Snapshots => new(LimitOf(name), used.Sum(u => u.Snapshots), promised.Sum(p => p.Snapshots)),
            QuotaResource.Gigabytes => new(LimitOf(name), used.Sum(u => u.SizeGiB), promised.Sum(p => p.SizeGiB)),
            _ => new(LimitOf(name), 0, 0),
        };
    }

    /// <summary>The limit of a quota: the project's own, else the default.</summary>
    public long LimitOf(string name) => Limits.TryGetValue(name, out var limit) ? limit : QuotaDefaults.Of(name);

    private StorageError? Refuse(QuotaReservation asked)
    {
        var perVolume = LimitOf(QuotaResource.PerVolumeGigabytes);
        if (perVolume >= 0 && asked.VolumeSizeGiB > perVolume)
            return Over($"VolumeSizeExceedsLimit: Requested volume size {asked.VolumeSizeGiB}G is larger than maximum allowed limit {perVolume}G.");
        foreach (var (suffix, type) in new (string, VolumeTypeId?)[] { ("", null), ("_" + asked.TypeName, asked.TypeId) })
        {
            if (asked.OfTypeOnly && type is null) continue;
            if (Exceeds(QuotaResource.Volumes + suffix, type, asked.Volumes) is { } volumes)
                return Over($"VolumeLimitExceeded: Maximum number of volumes allowed ({volumes.Limit}) exceeded for quota '{QuotaResource.Volumes + suffix}'.");
            if (Exceeds(QuotaResource.Snapshots + suffix, type, asked.Snapshots) is { } snapshots)
                return Over($"SnapshotLimitExceeded: Maximum number of snapshots allowed ({snapshots.Limit}) exceeded");
            if (Exceeds(QuotaResource.Gigabytes + suffix, type, asked.SizeGiB) is { } size)
                return Over($"VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed {QuotaResource.Gigabytes + suffix} quota. Requested {asked.SizeGiB}G, quota is {size.Limit}G and {size.InUse + size.Reserved}G has been consumed.");
        }
        return null;
    }

    private QuotaLine? Exceeds(string name, VolumeTypeId? type, long more)
    {
        if (more <= 0 || LimitOf(name) < 0) return null;
        var line = Line(name, type);
        return line.InUse + line.Reserved + more > line.Limit ? line : null;
    }

    private void Add(QuotaReservation what, int sign)
    {
        var use = _used.GetValueOrDefault(what.TypeId, new(0, 0, 0));
        _used[what.TypeId] = new(Math.Max(0, use.Volumes + (sign * what.Volumes)), Math.Max(0, use.Snapshots + (sign * what.Snapshots)), Math.Max(0, use.SizeGiB + (sign * what.SizeGiB)));
    }

    private static StorageError Over(string message) => StorageError.Refused(ErrorReason.OverQuota, message);

    private sealed record Use(long Volumes, long Snapshots, long SizeGiB);
}
