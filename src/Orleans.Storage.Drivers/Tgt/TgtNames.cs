using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Iscsi;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>What things are called on this tgt, and which of them are ours: every name is a pure function of its volume. Safe from any thread.</summary>
internal sealed class TgtNames(TgtOptions options)
{
    /// <summary>What the account starts with by which a daemon is told from its successor; bound to nothing.</summary>
    public const string IncarnationPrefix = IscsiConnectionReader.ChapUserPrefix + "incarnation-";

    private readonly System.Collections.Immutable.ImmutableArray<string> _portals = [options.AdvertisedPortal];

    public string TargetName(VolumeId volume) => options.IqnPrefix + volume;

    /// <summary>The SCSI identity of a volume's disk: a host must see the same one after the daemon was restarted and the target got another number.</summary>
    public static string SerialNumber(VolumeId volume) => volume.Value.ToString("N");

    /// <summary>An account that keeps a slot filled (see <see cref="TgtAccounts"/>).</summary>
    public static string NewSpare(VolumeId volume) => SparePrefix(volume) + Guid.NewGuid().ToString("N")[..12];

    public static bool IsSpare(VolumeId volume, string account) => account.StartsWith(SparePrefix(volume), StringComparison.Ordinal);

    /// <summary>The mark of the pool's owner: our prefix and a volume's id in the name, no account that we did not name, no disk outside of our pool.</summary>
    public bool IsOurs(TgtTarget target) => VolumeOf(target) is not null
        && target.Accounts.All(a => a.StartsWith(IscsiConnectionReader.ChapUserPrefix, StringComparison.Ordinal))
        && target.Luns.All(l => l.Lun == 0 || Path.GetDirectoryName(l.Path) == options.PoolDirectory);

    /// <summary>What the target exports: one a rule, one a host whose session outlived its rule; one that lets nobody in when there is neither.</summary>
    public IEnumerable<ArrayExport> Exports(TgtTarget target)
    {
        var hosts = target.Initiators.Union(target.Sessions.Select(s => s.Initiator)).ToList();
        return hosts.Count == 0 ? [Export(target, null)] : hosts.Select(h => Export(target, h));
    }

    public ArrayExport Export(TgtTarget target, string? initiator) => new()
    {
        VolumeId = VolumeOf(target),
        Initiator = initiator,
        Location = new ExportLocation { TargetName = target.Name, Lun = TgtLun.DiskNumber, Portals = _portals },
        IsOurs = IsOurs(target),
        Sessions = target.Sessions.Count(s => s.Initiator == initiator),
        IsLetIn = initiator is null || target.Initiators.Contains(initiator),
    };

    private VolumeId? VolumeOf(TgtTarget target) =>
        target.Name.StartsWith(options.IqnPrefix, StringComparison.Ordinal) && Guid.TryParseExact(target.Name.AsSpan(options.IqnPrefix.Length), "D", out var id) ? new VolumeId(id) : null;

    private static string SparePrefix(VolumeId volume) => IscsiConnectionReader.ChapUserOfVolume(volume) + "spare-";
}
