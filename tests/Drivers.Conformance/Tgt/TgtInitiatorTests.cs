using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Drivers.Conformance.Kit;
using OrleansStorage.Ids;
using OrleansStorage.Testing.Iscsi;

namespace OrleansStorage.Drivers.Conformance.Tgt;

/// <summary>What hosts see of the tgt driver: real initiators log in with the connection data that it gives.</summary>
public sealed class TgtInitiatorTests : IAsyncLifetime
{
    private static readonly KitHost A = KitHost.Number(1);
    private static readonly KitHost B = KitHost.Number(2);
    private static readonly KitHost C = KitHost.Number(3);

    private TgtArrayUnderTest _array = null!;
    private KitCaller _calls = null!;

    public async Task InitializeAsync()
    {
        _array = await TgtArrayUnderTest.Start();
        _calls = new KitCaller(_array.Driver);
    }

    public async Task DisposeAsync() => await _array.DisposeAsync();

    [Fact]
    public async Task Host_WithItsConnectionData_WritesAndReads()
    {
        var login = await Attach(await MakeVolume(), A);
        var io = await QemuIo.Run(login, "write -P 0xa5 1M 64k", "flush", "read -P 0xa5 1M 64k", "read -P 0 2M 64k");
        Assert.True(io.ExitCode == 0, io.Output);
        var inquiry = await QemuIo.Inquire(login);
        Assert.True(inquiry.ExitCode == 0, inquiry.Output);
    }

    [Fact]
    public async Task Host_WithAnotherInitiatorOrSecretOrUser_IsRefused()
    {
        var volume = await MakeVolume();
        var (a, b) = (await Attach(volume, A), await Attach(volume, B));
        await MustBeRefused(a with { Initiator = "iqn.1993-08.org.debian:01:stranger" }, QemuIo.TargetNotFound);
        await MustBeRefused(a with { Password = "another-secret-1" }, QemuIo.AuthenticationFailure);
        await MustBeRefused(a with { Password = b.Password }, QemuIo.AuthenticationFailure);
        await MustBeRefused(a with { User = "os-nobody" }, QemuIo.AuthenticationFailure);
    }

    [Fact]
    public async Task RemoveExport_OfAHostThatHoldsItsSession_CutsItAndLetsItInNoMore()
    {
        var volume = await MakeVolume();
        var login = await Attach(volume, A);
        await using var held = await HeldSession.Open(login);
        Assert.Contains("wrote", await held.Run("write -P 1 0 64k"), StringComparison.Ordinal);
        (await _calls.Unexport(volume, A)).MustBeDone(Found.Whole);
        Assert.DoesNotContain("Target", await _array.Backend.Describe(), StringComparison.Ordinal);
        await MakeTgtdSpeak();
        await MustBeRefused(login, QemuIo.TargetNotFound);
        await MustBeCut(held);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RemoveExport_OfOneOfThreeHosts_LeavesTheOthersSessions(int gone)
    {
        var volume = await MakeVolume();
        KitHost[] hosts = [A, B, C];
        var logins = new List<IscsiLogin>();
        foreach (var host in hosts) logins.Add(await Attach(volume, host));
        await using var a = await HeldSession.Open(logins[0]);
        await using var b = await HeldSession.Open(logins[1]);
        await using var c = await HeldSession.Open(logins[2]);
        HeldSession[] sessions = [a, b, c];
        (await _calls.Unexport(volume, hosts[gone])).MustBeDone(Found.Whole);
        var shown = await _array.Backend.Describe();
        Assert.All(hosts, h => Assert.Equal(h != hosts[gone], shown.Contains($"Initiator: {h.Connector.Initiator} ", StringComparison.Ordinal)));
        foreach (var stays in Enumerable.Range(0, 3).Where(i => i != gone))
        {
            Assert.Contains("wrote", await sessions[stays].Run($"write -P {stays + 1} {stays}M 64k"), StringComparison.Ordinal);
            Assert.Equal(0, (await QemuIo.Run(logins[stays], $"read -P {stays + 1} {stays}M 64k")).ExitCode);
        }
        await MustBeRefused(logins[gone], QemuIo.TargetNotFound);
        await MustBeRefused(logins[gone] with { Initiator = logins[(gone + 1) % 3].Initiator }, QemuIo.AuthenticationFailure);
        await MustBeCut(sessions[gone]);
        await Attach(volume, hosts[gone]);
        Assert.Equal(0, (await QemuIo.Run(logins[gone], "read 0 64k")).ExitCode);
    }

    [Fact]
    public async Task Tgtd_KilledAndStartedAgain_ServesTheHostsAgainAfterCreateExport()
    {
        var volume = await MakeVolume();
        var login = await Attach(volume, A);
        await using var held = await HeldSession.Open(login);
        Assert.Contains("wrote", await held.Run("write -P 7 0 64k"), StringComparison.Ordinal);
        await _array.RestartAsync();
        await MakeTgtdSpeak();
        await MustBeRefused(login, QemuIo.TargetNotFound);
        Assert.Equal(login, await Attach(volume, A));
        Assert.Contains("read 65536/65536", await held.Run("read -P 7 0 64k"), StringComparison.Ordinal);
        Assert.Equal(0, (await QemuIo.Run(login, "read -P 7 0 64k")).ExitCode);
    }

    [Fact]
    public async Task ExtendVolume_WithASessionOpen_ShowsTheNewSizeToItAndToNewOnes()
    {
        var volume = await MakeVolume();
        var login = await Attach(volume, A);
        await using var held = await HeldSession.Open(login);
        Assert.Contains("1 GiB", await held.Run("length"), StringComparison.Ordinal);
        (await _calls.Extend(volume with { SizeGiB = 2 })).MustBeDone(Found.Nothing);
        // qemu-io's truncate asks the disk for its size again, and fails when the disk is smaller.
        Assert.DoesNotContain("Cannot", await held.Run("truncate 2G"), StringComparison.Ordinal);
        Assert.Contains("2 GiB", await held.Run("length"), StringComparison.Ordinal);
        Assert.Contains("wrote", await held.Run("write -P 3 1500M 64k"), StringComparison.Ordinal);
        Assert.Contains("2 GiB", (await QemuIo.Run(login, "length")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SnapshotAndClone_OfAVolume_HoldItsDataAndAreTheirOwn()
    {
        var (volume, snapshot) = (await MakeVolume(), SnapshotId.New());
        var login = await Attach(volume, A);
        await MustSucceed(login, "write -P 1 0 1M", "flush");
        (await _calls.CreateSnapshot(volume, snapshot)).MustBeDone();
        await MustSucceed(login, "write -P 2 0 1M", "flush");
        var (restored, clone) = (new ArrayVolume(VolumeId.New(), 2), new ArrayVolume(VolumeId.New(), 1));
        (await _calls.Create(restored, new VolumeSource(volume.Id, snapshot))).MustBeDone();
        (await _calls.Create(clone, new VolumeSource(volume.Id, null))).MustBeDone();
        await MustSucceed(await Attach(restored, A), "read -P 1 0 1M", "read -P 0 1500M 1M", "write -P 9 0 1M");
        await MustSucceed(await Attach(clone, A), "read -P 2 0 1M", "write -P 8 0 1M");
        await MustSucceed(login, "read -P 2 0 1M");
    }

    [Fact]
    public async Task CreateExport_OfSixtyFourVolumesAtOnce_GivesEachHostItsOwnData()
    {
        var volumes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => MakeVolume()));
        foreach (var (volume, n) in volumes.Select((v, n) => (v, n))) await File.WriteAllBytesAsync(_array.Backend.PoolDirectory + "/volume-" + volume.Id, [.. Enumerable.Repeat((byte)(n + 1), 4096)]);
        foreach (var volume in volumes) (await _calls.Extend(volume)).MustBeDone();
        var logins = await Task.WhenAll(volumes.Select((v, n) => Task.Run(() => Attach(v, KitHost.Number(n)))));
        for (var n = 0; n < logins.Length; n += 4)
            await Task.WhenAll(Enumerable.Range(n, 4).Select(i => MustSucceed(logins[i], $"read -P {i + 1} 0 4k")));
        await Task.WhenAll(volumes.Select((v, n) => Task.Run(async () => (await _calls.Unexport(v, KitHost.Number(n))).MustBeDone(Found.Whole))));
        Assert.DoesNotContain("Target", await _array.Backend.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateExport_OfOneVolumeToSixtyFourHosts_AddsRulesAndNoTargets()
    {
        var volume = await MakeVolume();
        var hosts = Enumerable.Range(0, 64).Select(KitHost.Number).ToArray();
        var logins = await Task.WhenAll(hosts.Select(h => Task.Run(() => Attach(volume, h))));
        Assert.Single(logins.Select(l => l.Target).Distinct());
        await Task.WhenAll(hosts.Where((_, n) => n % 2 == 0).Select(h => Task.Run(async () => (await _calls.Unexport(volume, h)).MustBeDone(Found.Whole))));
        await MustSucceed(logins[63], "read 0 4k");
        await MustBeRefused(logins[62], QemuIo.TargetNotFound);
        await Task.WhenAll(hosts.Select(h => Task.Run(async () => (await _calls.Unexport(volume, h)).MustBeDone())));
        Assert.DoesNotContain("os-" + volume.Id.Value.ToString("N"), await _array.Backend.Describe(), StringComparison.Ordinal);
    }

    // Without any target tgtd hangs up on whoever connects, and there is no refusal to be read.
    private async Task MakeTgtdSpeak() => await Attach(await MakeVolume(), B);

    private async Task<ArrayVolume> MakeVolume()
    {
        var volume = new ArrayVolume(VolumeId.New(), 1);
        (await _calls.Create(volume)).MustBeDone(Found.Nothing);
        return volume;
    }

    private async Task<IscsiLogin> Attach(ArrayVolume volume, KitHost host)
    {
        var export = (await _calls.Export(volume, host)).MustBeDone();
        ConnectionData data = _array.Driver.Connections.InitializeConnection(volume, host.Connector, export.Location, host.Secret(volume.Id));
        return IscsiLogin.From(data, host.Connector.Initiator!);
    }

    private static async Task MustSucceed(IscsiLogin login, params string[] commands)
    {
        var io = await QemuIo.Run(login, commands);
        Assert.True(io.ExitCode == 0, io.Output);
    }

    private static async Task MustBeRefused(IscsiLogin login, string text)
    {
        var io = await QemuIo.Run(login, "length");
        Assert.True(io.ExitCode == 1 && io.Output.Contains(text, StringComparison.Ordinal), $"not refused with {text}: {io.ExitCode} {io.Output}");
    }

    // libiscsi logs in again and again when its connection is cut: the command fails at last or never ends, but brings no data. That the array holds no session is seen on the array.
    private static async Task MustBeCut(HeldSession held)
    {
        await held.Send("read 0 64k");
        try
        {
            Assert.DoesNotContain("65536/65536", await held.Answer("read 0 64k", TimeSpan.FromSeconds(3)), StringComparison.Ordinal);
        }
        catch (TimeoutException)
        {
            // No answer is no data.
        }
    }
}
