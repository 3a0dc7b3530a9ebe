using OrleansStorage.Backends;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>What the kit cannot see: what is in the files of the pool.</summary>
public sealed class TgtManageTests : IAsyncLifetime
{
    private TgtArrayUnderTest _array = null!;
    private KitCaller _calls = null!;

    public async Task InitializeAsync()
    {
        _array = await TgtArrayUnderTest.Start();
        _calls = new KitCaller(_array.Driver);
    }

    public async Task DisposeAsync() => await _array.DisposeAsync();

    [Fact]
    public async Task Revert_GivesTheContentOfTheSnapshotBack()
    {
        var (volume, snapshot) = (new ArrayVolume(VolumeId.New(), 1), SnapshotId.New());
        (await _calls.Create(volume)).MustBeDone();
        Write($"volume-{volume.Id}", "before");
        (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone();
        Write($"volume-{volume.Id}", "after!");

        (await _calls.Revert(volume, snapshot)).MustBeDone();

        Assert.Equal("before", Read($"volume-{volume.Id}", 6));
        Assert.Equal(volume.SizeBytes, new FileInfo(PathOf($"volume-{volume.Id}")).Length);
    }

    [Fact]
    public async Task Adopt_KeepsTheContentAndGrowsToWholeGiB_AndReleaseGivesItBack()
    {
        Write("disk.img", "precious");
        var volume = new ArrayVolume(VolumeId.New(), 1);

        (await _calls.Adopt(volume, "disk.img")).MustBeDone(Found.Nothing);
        Assert.Equal(("precious", volume.SizeBytes), (Read($"volume-{volume.Id}", 8), new FileInfo(PathOf($"volume-{volume.Id}")).Length));
        (await _calls.Release(volume)).MustBeDone(Found.Whole);

        Assert.Equal("precious", Read($"unmanaged-volume-{volume.Id}", 8));
        Assert.False(File.Exists(PathOf($"volume-{volume.Id}")));
    }

    [Theory]
    [InlineData("volume-{0}")]
    [InlineData("unmanaged-volume-{0}")]
    public async Task Adopt_OfWhatWasReleased_FindsItByTheNameThatLvmLeaves(string name)
    {
        Write("disk.img", "precious");
        var (first, second, snapshot) = (new ArrayVolume(VolumeId.New(), 1), new ArrayVolume(VolumeId.New(), 1), SnapshotId.New());
        (await _calls.Adopt(first, "disk.img")).MustBeDone(Found.Nothing);
        (await _calls.CreateSnapshot(first, snapshot)).MustBeDone();
        (await _calls.ReleaseSnapshot(first, snapshot)).MustBeDone(Found.Whole);

        var released = Assert.Single((await _array.Driver.Manage!.ListAsync(ArrayObjectKind.Snapshot, default)).Value!);
        Assert.Equal(($"_snapshot-{snapshot}", $"volume-{first.Id}", null), (released.Name, released.SourceName, released.WhyNotSafe));
        (await _calls.AdoptSnapshot(first, snapshot, released.Name)).MustBeDone(Found.Nothing);
        (await _calls.DeleteSnapshot(first, snapshot)).MustBeDone(Found.Whole);
        (await _calls.Release(first)).MustBeDone(Found.Whole);
        Assert.Equal(($"volume-{first.Id}", null), (await _array.Driver.Manage!.ListAsync(ArrayObjectKind.Volume, default)).Value!.Select(o => (o.Name, o.WhyNotSafe)).Single());
        (await _calls.Adopt(second, string.Format(System.Globalization.CultureInfo.InvariantCulture, name, first.Id))).MustBeDone(Found.Nothing);
        Assert.Equal("precious", Read($"volume-{second.Id}", 8));
    }

    [Fact]
    public async Task Files_HoweverTheyCame_AreTheirOwnersAlone()
    {
        var (volume, adopted) = (new ArrayVolume(VolumeId.New(), 1), new ArrayVolume(VolumeId.New(), 1));
        Write("disk.img", "precious");
        File.SetUnixFileMode(PathOf("disk.img"), File.GetUnixFileMode(PathOf("disk.img")) | UnixFileMode.OtherRead);

        (await _calls.Create(volume)).MustBeDone();
        (await _calls.CreateSnapshot(volume, SnapshotId.New())).MustBeDone();
        (await _calls.Adopt(adopted, "disk.img")).MustBeDone(Found.Nothing);

        var pool = new DirectoryInfo(_array.Backend.PoolDirectory);
        var files = pool.EnumerateFiles().ToList();
        Assert.Equal(3, files.Count);
        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, pool.UnixFileMode);
    }

    [Fact]
    public async Task Adopt_OfALinkOrOfADiskInUse_IsRefused()
    {
        var outside = Path.Combine(_array.Backend.DataDirectory, "outside");
        await File.WriteAllTextAsync(outside, "not the pool's");
        File.CreateSymbolicLink(PathOf("link.img"), outside);
        Write("used.img", "used");
        foreach (var command in new string[][]
        {
            ["--mode", "target", "--op", "new", "--tid", "900", "--targetname", "iqn.2026-01.org.example:foreign"],
            ["--mode", "logicalunit", "--op", "new", "--tid", "900", "--lun", "1", "--backing-store", PathOf("used.img")],
        })
            Assert.Equal(0, (await _array.Backend.Adm(command)).ExitCode);

        (await _calls.Adopt(new(VolumeId.New(), 1), "link.img")).MustBeRefused();
        (await _calls.Adopt(new(VolumeId.New(), 1), "used.img")).MustBeRefused();
        var listed = (await _array.Driver.Manage!.ListAsync(ArrayObjectKind.Volume, default)).MustBeDone();
        Assert.Equal(("used.img", "volume in use"), (Assert.Single(listed).Name, listed[0].WhyNotSafe));
    }

    private string PathOf(string name) => Path.Combine(_array.Backend.PoolDirectory, name);

    private void Write(string name, string text)
    {
        using var file = File.OpenWrite(PathOf(name));
        file.Write(System.Text.Encoding.ASCII.GetBytes(text));
    }

    private string Read(string name, int length)
    {
        using var file = File.OpenRead(PathOf(name));
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        return System.Text.Encoding.ASCII.GetString(bytes);
    }
}
