using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>The rest of a volume's and a snapshot's life, by Debian's clients and on a real pool: image metadata, another type, revert, adopt, let go, cascade.</summary>
public sealed class LifeTests(TgtSilo silo) : IClassFixture<TgtSilo>
{
    private OpenStackClient Client => silo.Client;

    [Fact]
    public async Task Story_ImageMetadataTypeAndRevert()
    {
        var volume = await silo.CreateVolumeAsync("life-1");
        await Client.CinderAsync("image-metadata", volume, "set", "os=x");
        Assert.Equal("x", (await Client.CinderPropertiesAsync("image-metadata-show", volume))["os"]);
        await Client.OpenStackAsync("volume", "set", "--image-property", "arch=y", volume);
        await Client.OpenStackAsync("volume", "unset", "--image-property", "os", volume);
        Assert.Equal("arch : y", (await Client.CinderPropertiesAsync("show", volume))["volume_image_metadata"]);

        await Client.CinderAsync("type-create", "life-gold");
        await Client.CinderAsync("retype", volume, "life-gold");
        Assert.Equal("life-gold", (await Client.CinderPropertiesAsync("show", volume))["volume_type"]);

        await WriteAsync($"volume-{volume}", "before");
        var snapshot = (await Client.CinderPropertiesAsync("snapshot-create", "--name", "then", volume))["id"];
        await silo.WaitForSnapshotAsync(snapshot, "available");
        await WriteAsync($"volume-{volume}", "after!");
        await Client.CinderAsync("revert-to-snapshot", snapshot);
        await silo.WaitForStatusAsync(volume, "available");
        Assert.Equal("before", await ReadAsync($"volume-{volume}"));

        await Client.OpenStackAsync("volume", "delete", "--purge", volume);
        await silo.WaitUntilGoneAsync($"volumes/{volume}");
    }

    [Fact]
    public async Task Story_AdoptAndLetGo()
    {
        await File.WriteAllTextAsync(PathOf("disk.img"), "precious");
        var pool = (await Client.CinderAsync("get-pools")).First(row => row[0] == "name")[1];
        Assert.Contains(await Client.CinderAsync("manageable-list", pool), row => row[0].Contains("disk.img", StringComparison.Ordinal) && row[2] == "True");

        var volume = (await Client.CinderPropertiesAsync("manage", "--name", "adopted", pool, "disk.img"))["id"];
        await silo.WaitForStatusAsync(volume, "available");
        Assert.Equal(("1", "adopted"), ((await Client.CinderPropertiesAsync("show", volume))["size"], (await Client.CinderPropertiesAsync("show", volume))["name"]));
        Assert.Contains(await Client.CinderAsync("manageable-list", pool), row => row[0].Contains(volume, StringComparison.Ordinal) && row[2] == "False");

        File.Copy(PathOf($"volume-{volume}"), PathOf($"copy.volume-{volume}"));
        Assert.Contains(await Client.CinderAsync("snapshot-manageable-list", pool), row => row[0].Contains("copy.volume", StringComparison.Ordinal));
        var snapshot = (await Client.CinderPropertiesAsync("snapshot-manage", volume, $"copy.volume-{volume}"))["id"];
        await silo.WaitForSnapshotAsync(snapshot, "available");
        await Client.CinderAsync("snapshot-unmanage", snapshot);
        await silo.WaitUntilGoneAsync($"snapshots/{snapshot}");
        await Client.CinderAsync("unmanage", volume);
        await silo.WaitUntilGoneAsync($"volumes/{volume}");
        Assert.Equal("precious", await ReadAsync($"unmanaged-volume-{volume}", 8));
    }

    private string PathOf(string name) => Path.Combine(silo.PoolDirectory, name);

    private async Task WriteAsync(string name, string text)
    {
        await using var file = File.OpenWrite(PathOf(name));
        await file.WriteAsync(System.Text.Encoding.ASCII.GetBytes(text));
    }

    private async Task<string> ReadAsync(string name, int length = 6)
    {
        await using var file = File.OpenRead(PathOf(name));
        var bytes = new byte[length];
        await file.ReadExactlyAsync(bytes);
        return System.Text.Encoding.ASCII.GetString(bytes);
    }
}
