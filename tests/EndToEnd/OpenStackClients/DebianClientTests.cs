using System.Globalization;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Iscsi;
using Xunit;

namespace OrleansStorage.EndToEnd.OpenStackClients;

/// <summary>The main job with nothing of ours but the silo: Debian's OpenStack clients ask, a real iSCSI target exports, Debian's initiators log in.</summary>
public sealed class DebianClientTests(TgtSilo silo) : IClassFixture<TgtSilo>
{
    private const string Host = "compute-1";
    private const string HostInitiator = "iqn.1993-08.org.debian:01:compute-1";

    /// <summary>The promise: so long after the detach a host that holds its session is cut off.</summary>
    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(5);

    private OpenStackClient Client => silo.Client;

    [Fact]
    public async Task Story_Cinder_CreatesListsShowsExtendsSnapshotsAndDeletes()
    {
        var volume = await silo.CreateVolumeAsync("life");
        Assert.Contains(await Client.CinderAsync("list"), row => row[0] == volume && row[1] == "available");

        await Client.CinderAsync("extend", volume, "2");
        await silo.WaitForStatusAsync(volume, "available");
        Assert.Equal("2", (await Client.CinderPropertiesAsync("show", volume))["size"]);

        var snapshot = (await Client.CinderPropertiesAsync("snapshot-create", "--name", "then", volume))["id"];
        Assert.Contains(await Client.CinderAsync("snapshot-list"), row => row[0] == snapshot && row[1] == volume);
        await Client.CinderAsync("snapshot-delete", snapshot);
        await silo.WaitUntilGoneAsync($"snapshots/{snapshot}");

        await Client.CinderAsync("delete", volume);
        await silo.WaitUntilGoneAsync($"volumes/{volume}");
    }

    [Fact]
    public async Task Story_OpenStack_ListsShowsRenamesSnapshotsAndDeletes()
    {
        var volume = await silo.CreateVolumeAsync("another-life");
        Assert.Contains((await Client.OpenStackJsonAsync("volume", "list")).EnumerateArray(), row => row.GetProperty("ID").GetString() == volume);

        await Client.OpenStackAsync("volume", "set", "--name", "renamed", volume);
        Assert.Equal("renamed", (await Client.OpenStackJsonAsync("volume", "show", volume)).GetProperty("name").GetString());

        var snapshot = (await Client.OpenStackJsonAsync("volume", "snapshot", "create", "--volume", volume, "then")).GetProperty("id").GetString()!;
        Assert.Contains((await Client.OpenStackJsonAsync("volume", "snapshot", "list")).EnumerateArray(), row => row.GetProperty("ID").GetString() == snapshot);
        await Client.OpenStackAsync("volume", "snapshot", "delete", snapshot);
        await silo.WaitUntilGoneAsync($"snapshots/{snapshot}");

        await Client.OpenStackAsync("volume", "delete", volume);
        await silo.WaitUntilGoneAsync($"volumes/{volume}");
    }

    [Fact]
    public async Task Story_AttachedHost_LogsInAndWritesAndIsCutOffByTheDetach()
    {
        var volume = await silo.CreateVolumeAsync("disk");
        var (attachment, login) = await AttachAsync(volume);

        await AssertReadsWhatItWritesAsync(login);
        await AssertOthersAreRefusedAsync(login);

        await Client.CinderAsync("attachment-complete", attachment);
        Assert.Equal("in-use", (await Client.CinderPropertiesAsync("show", volume))["status"]);

        await using var session = await EndlessReader.StartAsync(login);
        await Client.CinderAsync("attachment-delete", attachment);
        var exitCode = await session.WaitForExitAsync(CutOff);
        Assert.True(exitCode != 0, $"The session ended by itself:\n{session.Output}");
        // Without any export left there is no target, and tgtd hangs up on who asks for none.
        AssertRefused("Login Failed", await QemuIo.Inquire(login));
        AssertRefused("Failed to connect to LUN", await QemuIo.Run(login, "read 0 64k"));

        Assert.Equal("available", (await Client.CinderPropertiesAsync("show", volume))["status"]);
        await Client.CinderAsync("delete", volume);
        await silo.WaitUntilGoneAsync($"volumes/{volume}");
    }

    private async Task<(string Attachment, IscsiLogin Login)> AttachAsync(string volume)
    {
        var attached = await Client.CinderPropertiesAsync(
            "attachment-create", "--connect", "True", "--initiator", HostInitiator, "--host", Host, "--ip", "127.0.0.1", volume, Guid.NewGuid().ToString());
        var lun = int.Parse(attached["target_lun"], CultureInfo.InvariantCulture);
        return (attached["id"], new(HostInitiator, attached["target_portal"], attached["target_iqn"], lun, attached["auth_username"], attached["auth_password"]));
    }

    private static async Task AssertReadsWhatItWritesAsync(IscsiLogin login)
    {
        var inquired = await QemuIo.Inquire(login);
        Assert.True(inquired.ExitCode == 0, inquired.Output);
        var written = await QemuIo.Run(login, "write -P 0xa5 1M 64k", "flush", "read -P 0xa5 1M 64k");
        Assert.True(written.ExitCode == 0, written.Output);
        // Another pattern fails, so the read above has compared something.
        Assert.NotEqual(0, (await QemuIo.Run(login, "read -P 0x5a 1M 64k")).ExitCode);
    }

    private static async Task AssertOthersAreRefusedAsync(IscsiLogin login)
    {
        var somebodyElse = login with { Initiator = "iqn.1993-08.org.debian:01:somebody-else" };
        AssertRefused(QemuIo.TargetNotFound, await QemuIo.Inquire(somebodyElse));
        AssertRefused(QemuIo.TargetNotFound, await QemuIo.Run(somebodyElse, "read 0 64k"));
        var guesser = login with { Password = "not-the-secret-1" };
        AssertRefused(QemuIo.AuthenticationFailure, await QemuIo.Inquire(guesser));
        AssertRefused(QemuIo.AuthenticationFailure, await QemuIo.Run(guesser, "read 0 64k"));
    }

    private static void AssertRefused(string why, ProgramOutput attempt)
    {
        Assert.NotEqual(0, attempt.ExitCode);
        Assert.Contains(why, attempt.Output);
    }
}
