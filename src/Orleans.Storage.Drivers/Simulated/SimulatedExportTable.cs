using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>The exports of a simulated array: who is let in to what, and which LUN is taken. Not safe from several threads.</summary>
internal sealed class SimulatedExportTable(SimulatedArrayOptions options)
{
    private readonly Dictionary<VolumeId, Dictionary<string, Entry>> _byVolume = [];
    private readonly Dictionary<int, (VolumeId Volume, string Initiator)> _sharedLuns = [];
    private readonly List<ArrayExport> _foreign = [];
    private readonly System.Collections.Immutable.ImmutableArray<string> _portals = [options.Portal];

    private sealed record Entry(ArrayExport Export, Secret Secret, bool IsWhole, int Sessions);

    public bool Has(VolumeId volume) => _byVolume.ContainsKey(volume);

    public Found Find(VolumeId volume, string initiator, Secret? secret = null) =>
        _byVolume.GetValueOrDefault(volume)?.GetValueOrDefault(initiator) is not { } entry ? Found.Nothing
        : entry.IsWhole && (secret is null || entry.Secret == secret) ? Found.Whole : Found.Partial;

    public ArrayExport Get(VolumeId volume, string initiator) => _byVolume[volume][initiator].Export;

    /// <summary>Who has this LUN of the shared target, if it is not this volume and initiator.</summary>
    public bool IsTakenByAnother(int lun, VolumeId volume, string initiator) =>
        options.SharedTarget && _sharedLuns.TryGetValue(lun, out var owner) && owner != (volume, initiator);

    public void Put(VolumeId volume, string initiator, Secret secret, int lun, bool isWhole, InstallationId? owner)
    {
        if (!_byVolume.TryGetValue(volume, out var hosts)) _byVolume[volume] = hosts = new(StringComparer.Ordinal);
        var at = hosts.GetValueOrDefault(initiator)?.Export.Location ?? new ExportLocation { TargetName = TargetName(volume), Lun = lun, Portals = _portals };
        hosts[initiator] = new(new ArrayExport { VolumeId = volume, Initiator = isWhole ? initiator : null, Location = at, Owner = owner }, secret, isWhole, hosts.GetValueOrDefault(initiator)?.Sessions ?? 0);
        if (options.SharedTarget) _sharedLuns[at.Lun] = (volume, initiator);
    }

    /// <summary>Removes an export and ends the host's sessions; answers how many.</summary>
    public int Remove(VolumeId volume, string initiator)
    {
        var hosts = _byVolume[volume];
        if (hosts.Remove(initiator, out var entry) && options.SharedTarget) _sharedLuns.Remove(entry.Export.Location.Lun);
        if (hosts.Count == 0) _byVolume.Remove(volume);
        return entry?.Sessions ?? 0;
    }

    /// <summary>How many sessions a host has open.</summary>
    public int SessionsOf(VolumeId volume, string initiator) => _byVolume.GetValueOrDefault(volume)?.GetValueOrDefault(initiator)?.Sessions ?? 0;

    /// <summary>The initiator of a half-made export, if there is one.</summary>
    public string? HalfMade(VolumeId volume) => _byVolume.GetValueOrDefault(volume)?.FirstOrDefault(h => !h.Value.IsWhole).Key;

    /// <summary>Opens a session of a host that is let in; false for any other.</summary>
    public bool OpenSession(VolumeId volume, string initiator)
    {
        if (_byVolume.GetValueOrDefault(volume)?.GetValueOrDefault(initiator) is not { IsWhole: true } entry) return false;
        _byVolume[volume][initiator] = entry with { Sessions = entry.Sessions + 1 };
        return true;
    }

    public void Clear()
    {
        _byVolume.Clear();
        _sharedLuns.Clear();
    }

    public void AddForeign(ArrayExport export) => _foreign.Add(export with { IsOurs = false });

    public bool Opens(VolumeId volume, string initiator, string user, Secret secret) =>
        Find(volume, initiator, secret) == Found.Whole && user == Iscsi.IscsiConnectionReader.ChapUser(volume, new Connector { Host = "", Initiator = initiator });

    public IReadOnlyList<ArrayExport> List() => [.. _byVolume.Values.SelectMany(h => h.Values).Select(e => e.Export with { Sessions = e.Sessions }), .. _foreign];

    private string TargetName(VolumeId volume) => options.SharedTarget ? options.IqnPrefix + "shared" : $"{options.IqnPrefix}volume-{volume}";
}
