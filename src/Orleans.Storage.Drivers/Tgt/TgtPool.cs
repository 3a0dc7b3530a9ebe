using OrleansStorage.Files;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// The pool directory: a sparse file a volume and a snapshot. A file appears under its name only when it is whole. Copies are made by reflink where the file system can (XFS, Btrfs): at once and of
/// one moment; elsewhere by reading, which for a volume that is written to meanwhile is not of one moment. Safe from any thread for different volumes.
/// </summary>
internal sealed class TgtPool(TgtOptions options)
{
    /// <summary>How a file's name ends that is not whole yet.</summary>
    public const string Unfinished = ".part";

    private static readonly TimeSpan UnfinishedKept = TimeSpan.FromHours(1);

    public string VolumePath(VolumeId volume) => Path.Combine(options.PoolDirectory, $"volume-{volume}");

    /// <summary>Names the volume too, so that a volume's snapshots can be told.</summary>
    public string SnapshotPath(VolumeId volume, SnapshotId snapshot) => Path.Combine(options.PoolDirectory, $"snapshot-{snapshot}.volume-{volume}");

    public bool HasSnapshots(VolumeId volume) => Directory.EnumerateFiles(options.PoolDirectory, $"snapshot-*.volume-{volume}").Any();

    public static long? SizeBytesOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : null;

    /// <summary>Makes the directory and tries whether files can be made there.</summary>
    /// <exception cref="IOException">It cannot be made or written, or others may enter it.</exception>
    public void Open()
    {
        PrivateFiles.MakeDirectory(options.PoolDirectory);
        if (PrivateFiles.ComplaintAbout(options.PoolDirectory) is { } complaint) throw new IOException(complaint);
        var probe = Path.Combine(options.PoolDirectory, Guid.NewGuid().ToString("N") + Unfinished);
        File.WriteAllBytes(probe, []);
        File.Delete(probe);
    }

    /// <summary>Removes what calls left behind that died; only for the pool's owner.</summary>
    public void RemoveUnfinished()
    {
        if (!Directory.Exists(options.PoolDirectory)) return;
        foreach (var file in new DirectoryInfo(options.PoolDirectory).EnumerateFiles("*" + Unfinished).Where(f => DateTime.UtcNow - f.LastWriteTimeUtc > UnfinishedKept)) file.Delete();
    }

    /// <summary>Makes a file of this size: blank, or with the content of <paramref name="source"/> at its beginning. One that is there stays and fails the call, unless it is to be replaced.</summary>
    public static async Task Create(string path, string? source, long sizeBytes, CancellationToken cancellationToken, bool replace = false)
    {
        // A name of its own: a copy of a process that was killed may still be writing to an older one.
        var unfinished = $"{path}.{Guid.NewGuid():N}{Unfinished}";
        try
        {
            // cp writes into a file that is there and leaves its rights alone.
            Grow(unfinished, 0);
            if (source is not null) await Copy(source, unfinished, cancellationToken);
            Grow(unfinished, sizeBytes);
            File.Move(unfinished, path, replace);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Makes a file this large and syncs it.</summary>
    public static void Grow(string path, long sizeBytes)
    {
        using var file = PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(sizeBytes);
        file.Flush(flushToDisk: true);
    }

    /// <summary>The file system's space, in GiB.</summary>
    public (double TotalGiB, double FreeGiB) Space()
    {
        const double bytesAGiB = 1024d * 1024 * 1024;
        var drive = new DriveInfo(options.PoolDirectory);
        return (drive.TotalSize / bytesAGiB, drive.AvailableFreeSpace / bytesAGiB);
    }

    private static async Task Copy(string source, string destination, CancellationToken cancellationToken)
    {
        var ended = await ProcessRunner.Run("cp", ["--reflink=auto", "--sparse=always", "--", source, destination], new Dictionary<string, string>(), cancellationToken);
        if (ended.ExitCode != 0) throw new IOException($"{source} was not copied: {ended.Errors.Trim()}");
    }
}
