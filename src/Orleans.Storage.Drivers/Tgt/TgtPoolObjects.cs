using System.Text.RegularExpressions;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// What the files of a pool directory stand for. Ours are <c>volume-ID</c> and <c>snapshot-ID.volume-ID</c>. Of the others, <c>NAME.volume-ID</c> is a snapshot of that volume, and every other file is a volume.
/// What we let go has <c>unmanaged-</c> before its name, so that it is not ours, and answers to the name that <see cref="ReleasedNames"/>
/// gives it.
/// Links are no files: what they point to is not the pool's. Safe from any thread.
/// </summary>
internal sealed partial class TgtPoolObjects(TgtOptions options)
{
    private const string Released = "unmanaged-";
    private const string Uuid = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    public IEnumerable<TgtPoolObject> List(ArrayObjectKind kind) => new DirectoryInfo(options.PoolDirectory).EnumerateFiles().OrderBy(f => f.Name, StringComparer.Ordinal)
        .Select(Read).OfType<TgtPoolObject>().Where(o => o.IsSnapshot == (kind == ArrayObjectKind.Snapshot));

    /// <summary>The object of this kind that answers to this name, or whose file is called so; null when there is none.</summary>
    public TgtPoolObject? Find(ArrayObjectKind kind, string name) =>
        List(kind).Where(o => o.Object.Name == name || Path.GetFileName(o.Path) == name).OrderBy(o => o.Object.WhyNotSafe is not null).FirstOrDefault();

    /// <summary>What a volume's file is called once it is not ours any more.</summary>
    public string ReleasedPath(VolumeId volume) => Path.Combine(options.PoolDirectory, $"{Released}volume-{volume}");

    /// <summary>What a snapshot's file is called once it is not ours any more.</summary>
    public string ReleasedPath(VolumeId volume, SnapshotId snapshot) => Path.Combine(options.PoolDirectory, $"{Released}snapshot-{snapshot}.volume-{volume}");

    private static TgtPoolObject? Read(FileInfo file)
    {
        if (file.LinkTarget is not null || file.Name.EndsWith(TgtPool.Unfinished, StringComparison.Ordinal)) return null;
        var match = Names().Match(file.Name);
        var volume = match.Groups["volume"] is { Success: true } v ? new VolumeId(Guid.ParseExact(v.ValueSpan, "D")) : (VolumeId?)null;
        var snapshot = match.Groups["snapshot"] is { Success: true } s ? new SnapshotId(Guid.ParseExact(s.ValueSpan, "D")) : (SnapshotId?)null;
        var isReleased = match.Groups["released"].Length > 0;
        var isSnapshot = match.Groups["source"].Length > 0;
        var isOurs = match.Success && !isReleased && isSnapshot == (snapshot is not null);
        var name = !isReleased ? file.Name : snapshot is { } of ? ReleasedNames.Of(of) : isSnapshot ? file.Name : ReleasedNames.Of(volume!.Value);
        return new(new()
        {
            Name = name, SizeBytes = file.Length, VolumeId = isOurs ? volume : null, SnapshotId = isOurs ? snapshot : null,
            SourceName = isSnapshot ? $"volume-{volume}" : null, WhyNotSafe = isOurs ? "already managed" : null,
        }, file.FullName);
    }

    [GeneratedRegex("^(?<released>unmanaged-)?(?<source>(snapshot-(?<snapshot>" + Uuid + ")|.+)\\.)?volume-(?<volume>" + Uuid + ")$", RegexOptions.ExplicitCapture)]
    private static partial Regex Names();
}
