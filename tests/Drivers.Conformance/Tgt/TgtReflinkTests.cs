using System.Security.Cryptography;
using System.Text.RegularExpressions;
using OrleansStorage.Backends;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>Snapshots and clones on a file system that has reflink: they share the volume's blocks until somebody writes.</summary>
public sealed partial class TgtReflinkTests
{
    private const int DataBytes = 32 << 20;
    private const int MetadataBytes = 1 << 20;
    private const int FilesOfACopiedVolume = 4;

    [SkippableFact]
    public async Task Copies_OfAVolumeWithData_ShareItsBlocksAndTakeNone()
    {
        await using var xfs = await MountAsync();
        await using var backend = TgtBackend.Reserve(Path.Combine(xfs.FullPath, "pool"));
        await using var driver = await StartAsync(backend);
        var volume = await MakeVolumeAsync(driver, backend);
        var usedBytes = xfs.UsedBytes;

        await CopyAsync(driver, volume);

        Assert.InRange(xfs.UsedBytes - usedBytes, 0, MetadataBytes);
        var files = Directory.GetFiles(backend.PoolDirectory);
        Assert.Equal(FilesOfACopiedVolume, files.Length);
        foreach (var file in files)
        {
            var shown = (await ProgramOutput.Run("filefrag", ["-v", file])).Output;
            var extents = Extent().Matches(shown);
            Assert.True(extents.Count > 0 && extents.All(e => e.Value.Contains("shared", StringComparison.Ordinal)), shown);
        }
    }

    [SkippableFact]
    public async Task Copies_OfAVolumeThatIsWrittenTo_KeepWhatTheyWereMadeOf()
    {
        await using var xfs = await MountAsync();
        await using var backend = TgtBackend.Reserve(Path.Combine(xfs.FullPath, "pool"));
        await using var driver = await StartAsync(backend);
        var volume = await MakeVolumeAsync(driver, backend);
        var before = await BeginningAsync(PathOf(backend, volume));
        await CopyAsync(driver, volume);

        await WriteAsync(PathOf(backend, volume));

        Assert.NotEqual(before, await BeginningAsync(PathOf(backend, volume)));
        foreach (var copy in Directory.GetFiles(backend.PoolDirectory).Where(f => f != PathOf(backend, volume)))
            Assert.Equal(before, await BeginningAsync(copy));
    }

    private static async Task<XfsMount> MountAsync()
    {
        var (xfs, whyNot) = await XfsMount.TryMakeAsync();
        Skip.If(xfs is null, whyNot);
        return xfs!;
    }

    private static async Task<IDriver> StartAsync(TgtBackend backend)
    {
        var driver = TgtArrayUnderTest.NewDriver(backend);
        await driver.StartAsync(default);
        return driver;
    }

    private static async Task<ArrayVolume> MakeVolumeAsync(IDriver driver, TgtBackend backend)
    {
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await driver.Volumes.CreateVolumeAsync(volume, null, default, default)).MustBeDone(Found.Nothing);
        await WriteAsync(PathOf(backend, volume));
        return volume;
    }

    /// <summary>A snapshot of the volume, a volume of the snapshot, and a clone of the volume.</summary>
    private static async Task CopyAsync(IDriver driver, ArrayVolume volume)
    {
        var snapshot = SnapshotId.New();
        (await driver.Volumes.CreateSnapshotAsync(volume, snapshot, default, default)).MustBeDone(Found.Nothing);
        (await driver.Volumes.CreateVolumeAsync(new(VolumeId.New(), 1), new(volume.Id, snapshot), default, default)).MustBeDone(Found.Nothing);
        (await driver.Volumes.CreateVolumeAsync(new(VolumeId.New(), 2), new(volume.Id, null), default, default)).MustBeDone(Found.Nothing);
    }

    private static string PathOf(TgtBackend backend, ArrayVolume volume) => Path.Combine(backend.PoolDirectory, $"volume-{volume.Id}");

    /// <summary>New random data at the file's beginning, on the disk when it ends: only written blocks can be shared.</summary>
    private static async Task WriteAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Write);
        await file.WriteAsync(RandomNumberGenerator.GetBytes(DataBytes));
        file.Flush(flushToDisk: true);
    }

    private static async Task<string> BeginningAsync(string path)
    {
        await using var file = File.OpenRead(path);
        var data = new byte[DataBytes];
        await file.ReadExactlyAsync(data);
        return Convert.ToHexString(SHA256.HashData(data));
    }

    [GeneratedRegex(@"^ +\d+: +\d+\.\..*$", RegexOptions.Multiline)]
    private static partial Regex Extent();
}
