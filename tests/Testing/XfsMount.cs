using System.ComponentModel;

namespace OrleansStorage.Testing;

/// <summary>An XFS of its own, which shares the blocks of copied files (reflink), in an image that is mounted by loop. Needs root, by sudo if need be. Dispose it after what uses it.</summary>
public sealed class XfsMount : IAsyncDisposable
{
    /// <summary>mkfs.xfs makes none below 300 MiB; the file is sparse.</summary>
    private const long ImageBytes = 400L << 20;

    private readonly TemporaryDirectory _directory = new();

    private XfsMount() => Directory.CreateDirectory(FullPath);

    /// <summary>Where it is mounted; the tests' user may write there.</summary>
    public string FullPath => _directory["xfs"];

    /// <summary>How many bytes its files take, as the file system counts.</summary>
    public long UsedBytes => new DriveInfo(FullPath) is var drive ? drive.TotalSize - drive.TotalFreeSpace : 0;

    /// <summary>Makes and mounts one.</summary>
    /// <returns>The mount, or why this machine cannot mount it.</returns>
    public static async Task<(XfsMount? Mount, string WhyNot)> TryMakeAsync()
    {
        var xfs = new XfsMount();
        var image = xfs._directory["image"];
        await using (var file = File.Create(image)) file.SetLength(ImageBytes);
        Expect(await ProgramOutput.Run("mkfs.xfs", ["-q", "-m", "reflink=1", image]));
        var mounted = await AsRootAsync("mount", "-o", "loop", image, xfs.FullPath);
        if (mounted.ExitCode != 0)
        {
            xfs._directory.Dispose();
            return (null, $"this machine mounts no XFS image: {mounted.Output.Trim()}");
        }
        Expect(await AsRootAsync("chown", Environment.UserName, xfs.FullPath));
        return (xfs, "");
    }

    /// <summary>Unmounts and removes it.</summary>
    public async ValueTask DisposeAsync()
    {
        Expect(await AsRootAsync("umount", FullPath));
        _directory.Dispose();
    }

    private static async Task<ProgramOutput> AsRootAsync(string program, params string[] arguments)
    {
        try
        {
            return Environment.IsPrivilegedProcess ? await ProgramOutput.Run(program, arguments) : await ProgramOutput.Run("sudo", ["-n", program, .. arguments]);
        }
        catch (Win32Exception e)
        {
            return new(-1, e.Message);
        }
    }

    private static void Expect(ProgramOutput ended)
    {
        if (ended.ExitCode != 0) throw new InvalidOperationException($"ended with {ended.ExitCode}: {ended.Output}");
    }
}
