using System.Collections.Immutable;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Domain.Projects;

/// <summary>
/// One project's quota arithmetic: limits, what is used by type, what is promised. A promise counts until its holder is in a count that began after it was on record, so nothing is ever counted too low. Pure but
/// for its own state; not safe from several threads (a grain owns it). A name with a type's name behind an underscore is that type's own quota.
/// </summary>
public sealed class QuotaBook
{
    private readonly Dictionary<Guid, QuotaPromise> _promises = [];
    private readonly Dictionary<VolumeTypeId, ProjectUse> _used = [];
    private BackupUse _backups;
    private long _groups;

    /// <summary>Limits that differ from the defaults, by quota name.</summary>
    public ImmutableDictionary<string, long> Limits { get; set; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Defaults that differ from Cinder's, by quota name.</summary>
    public ImmutableDictionary<string, long> Defaults { get; set; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>The promises whose holders are not known to be on record: what a crash must not lose.</summary>
    public ImmutableArray<QuotaPromise> Open() => [.. _promises.Values.Where(p => !p.IsOnRecord)];

    /// <summary>The holders that are known to be on record, for <see cref="Load"/>: to be asked before the count begins.</summary>
    public ImmutableArray<Guid> OnRecord() => [.. _promises.Values.Where(p => p.IsOnRecord).Select(p => p.What.Holder)];

    /// <summary>Takes over promises that were given before; one that would last longer than any that is given now is a wrong clock's, and ends with those.</summary>
    public void Adopt(IEnumerable<QuotaPromise> promises, DateTimeOffset latest)
    {
        foreach (var promise in promises) _promises[promise.What.Holder] = promise.Until > latest ? promise with { Until = latest } : promise;
    }

    /// <summary>Replaces what is used by what was counted, and forgets the promises that are in the count, and those whose time is over.</summary>
    /// <param name="volumes">What the catalog holds.</param>
    /// <param name="backups">What backups use.</param>
    /// <param name="groups">How many groups there are.</param>
    /// <param name="counted">What <see cref="OnRecord"/> said before the count.</param>
    /// <param name="begun">When the count began: a promise that ended later may have come on record too late for it.</param>
    public void Load(IEnumerable<ProjectUse> volumes, BackupUse backups, long groups, ImmutableArray<Guid> counted, DateTimeOffset begun)
    {
        _groups = groups;
        _used.Clear();
        foreach (var use in volumes) _used[use.TypeId] = use;
        _backups = backups;
        foreach (var holder in counted) _promises.Remove(holder);
        foreach (var late in _promises.Values.Where(p => p.Until <= begun && !p.IsOnRecord).Select(p => p.What.Holder).ToList()) _promises.Remove(late);
    }

    /// <summary>Promises quota; null when it fits, else Cinder's refusal, and what the holder was promised before stays.</summary>
    public StorageError? Reserve(QuotaReservation asked, DateTimeOffset now, TimeSpan promiseLasts)
    {
        var promised = _promises.Remove(asked.Holder, out var before);
        if (Refuse(asked) is { } error)
        {
            if (promised) _promises[asked.Holder] = before!;
            return error;
        }
        _promises[asked.Holder] = new(asked, now + promiseLasts);
        return null;
    }

    /// <summary>The holder is on record: its promise is use; nothing happens without one.</summary>
    public void Commit(Guid holder)
    {
        if (_promises.TryGetValue(holder, out var promise)) _promises[holder] = promise with { IsOnRecord = true };
    }

    /// <summary>A promise is void.</summary>
    public void Cancel(Guid holder) => _promises.Remove(holder);

    /// <summary>One quota as it stands.</summary>
    public QuotaLine Line(string name, VolumeTypeId? type = null)
    {
        var kind = QuotaDefaults.KindOf(name);
        var used = _used.Values.Where(u => type is null || u.TypeId == type).Sum(u => Amount(kind, u));
        var (onRecord, open) = (0L, 0L);
        foreach (var promise in _promises.Values.Where(p => type is null || p.What.TypeId == type))
        {
            if (promise.IsOnRecord) onRecord += Amount(kind, promise.What);
            else open += Amount(kind, promise.What);
        }
        return new(LimitOf(name), used + Counted(kind) + onRecord, open);
    }

    /// <summary>The limit of a quota: the project's own, else the default.</summary>
    public long LimitOf(string name) => Limits.TryGetValue(name, out var limit) || Defaults.TryGetValue(name, out limit) ? limit : QuotaDefaults.Of(name);

    private StorageError? Refuse(QuotaReservation asked)
    {
        var perVolume = LimitOf(QuotaResource.PerVolumeGigabytes);
        if (perVolume >= 0 && asked.VolumeSizeGiB > perVolume)
            return Over($"VolumeSizeExceedsLimit: Requested volume size {asked.VolumeSizeGiB}G is larger than maximum allowed limit {perVolume}G.");
        if (Exceeds(QuotaResource.Groups, null, asked.Groups) is { } groups) return Over($"GroupLimitExceeded: Maximum number of groups allowed ({groups.Limit})");
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
        if (Exceeds(QuotaResource.Backups, null, asked.Backups) is { } backups) return Over($"BackupLimitExceeded: Maximum number of backups allowed ({backups.Limit}) exceeded");
        return Exceeds(QuotaResource.BackupGigabytes, null, asked.BackupSizeGiB) is not { } backupSize ? null
            : Over($"VolumeBackupSizeExceedsAvailableQuota: Requested backup exceeds allowed Backup gigabytes quota. Requested {asked.BackupSizeGiB}G, quota is {backupSize.Limit}G and {backupSize.InUse + backupSize.Reserved}G has been consumed.");
    }

    private QuotaLine? Exceeds(string name, VolumeTypeId? type, long more)
    {
        if (more <= 0 || LimitOf(name) < 0) return null;
        var line = Line(name, type);
        return line.InUse + line.Reserved + more > line.Limit ? line : null;
    }

    private static long Amount(string kind, ProjectUse use) => kind switch
    {
        QuotaResource.Volumes => use.Volumes,
        QuotaResource.Snapshots => use.Snapshots,
        QuotaResource.Gigabytes => use.SizeGiB,
        _ => 0,
    };

    private static long Amount(string kind, QuotaReservation what) => kind switch
    {
        QuotaResource.Volumes => what.Volumes,
        QuotaResource.Snapshots => what.Snapshots,
        QuotaResource.Gigabytes => what.SizeGiB,
        QuotaResource.Backups => what.Backups,
        QuotaResource.BackupGigabytes => what.BackupSizeGiB,
        QuotaResource.Groups => what.Groups,
        _ => 0,
    };

    private long Counted(string kind) => kind switch
    {
        QuotaResource.Backups => _backups.Backups,
        QuotaResource.BackupGigabytes => _backups.SizeGiB,
        QuotaResource.Groups => _groups,
        _ => 0,
    };

    private static StorageError Over(string message) => StorageError.Refused(ErrorReason.OverQuota, message);
}
