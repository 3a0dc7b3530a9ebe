using System.Text.RegularExpressions;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// What the files of a pool directory stand for. Ours are <c>volume-ID</c> and <c>snapshot-ID.volume-ID</c>. Of the others, <c>NAME.volume-ID</c> is a snapshot of that volume, and every other file is a volume.
/// Links are no files: what they point to is not the pool's. Safe from any thread.
/// </summary>
internal sealed partial class TgtPoolObjects(TgtOptions options)
{
    public IEnumerable<ArrayObject> List(ArrayObjectKind kind) => new DirectoryInfo(options.PoolDirectory).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal)
        .Select(Read).OfType<ArrayObject>().Where(o => IsSnapshot(o) == (kind == ArrayObjectKind.Snapshot));

    /// <summary>The object of this name and kind; null when there is none.</summary>
    public ArrayObject? Find(ArrayObjectKind kind, string name) => List(kind).FirstOrDefault(o => o.Name == name);

    public string PathOf(string name) => Path.Combine(options.PoolDirectory, name);

    /// <summary>What a volume is called once it is not ours any more.</summary>
    public string ReleasedPath(VolumeId volume) => PathOf($"unmanaged-volume-{volume}");

    /// <summary>What a snapshot is called once it is not ours any more.</summary>
    public string ReleasedPath(VolumeId volume, SnapshotId snapshot) => PathOf($"unmanaged-snapshot-{snapshot}.volume-{volume}");

    private static bool IsSnapshot(ArrayObject found) => found.SourceName is not null;

    private static ArrayObject? Read(FileInfo file)
    {
        if (file.LinkTarget is not null || file.Name.EndsWith(TgtPool.Unfinished, StringComparison.Ordinal)) return null;
        var match = Names().Match(file.Name);
        var volume = match.Groups["volume"] is { Success: true } v ? new VolumeId(Guid.ParseExact(v.ValueSpan, "D")) : (VolumeId?)null;
        var snapshot = match.Groups["snapshot"] is { Success: true } s ? new SnapshotId(Guid.ParseExact(s.ValueSpan, "D")) : (SnapshotId?)null;
        var isSnapshot = match.Groups["source"].Length > 0;
        var isOurs = match.Success && isSnapshot == (snapshot is not null);
        return new()
        {
            Name = file.Name, SizeBytes = file.Length, VolumeId = isOurs ? volume : null, SnapshotId = isOurs ? snapshot : null, SourceName = isSnapshot ? $"volume-{volume}" : null,
            WhyNotSafe = isOurs ? "already managed" : null,
        };
    }

    [GeneratedRegex("^(?<source>(snapshot-(?<snapshot>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})|.+)\\.)?volume-(?<volume>[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}
