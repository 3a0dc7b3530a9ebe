using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>The promise, on a real silo with both grain directories: exactly the exports that the attachments need.</summary>
public sealed class ExactlyOneExportTests
{
    public static TheoryData<string> Directories { get; } = ["Local", "Distributed"];

    [Theory, MemberData(nameof(Directories))]
    public async Task Attach_SixtyFourHostsOfOneVolume_NeverTwoArrayCallsOfOneVolume(string grainDirectory)
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory, grainDirectory, latencyMs: 2);
        var (id, volume) = await host.CreateVolumeAsync(multiattach: true);
        var hosts = Enumerable.Range(0, 64).Select(i => $"host{i:D2}").ToList();

        var attached = await Task.WhenAll(hosts.Select(h => GrainHost.AttachAsync(volume, h)));

        Assert.Equal(1, host.Driver.Load.HighestPerVolume);
        Assert.Equal(hosts.Select(h => GrainHost.Connector(h).Initiator), host.ExportsOf(id));
        await Task.WhenAll(attached.Select(a => volume.DeleteAttachment(a.Attachment.Id, GrainHost.Caller)));
        Assert.Empty(host.ExportsOf(id));
        Assert.Equal(1, host.Driver.Load.HighestPerVolume);
    }

    [Theory, MemberData(nameof(Directories))]
    public async Task InitializeConnection_AThousandTimes_ChangesNothingOnTheArray(string grainDirectory)
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory, grainDirectory);
        var (_, volume) = await host.CreateVolumeAsync();
        var attached = await GrainHost.AttachAsync(volume, "host");
        var (mutations, calls) = (host.Driver.Array.MutationCount, host.Driver.Load.Calls);

        var read = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => volume.InitializeConnection(GrainHost.Connector("host"), GrainHost.Caller)));

        Assert.All(read, r => Assert.Equal(attached.Connection!.Data, r.Data with { }));
        Assert.Equal(mutations, host.Driver.Array.MutationCount);
        Assert.InRange(host.Driver.Load.Calls - calls, 0, 5);
    }

    [Fact]
    public async Task Connect_WhoseCallerGaveUp_GoesOnAndTheSameCallJoinsIt()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (id, volume) = await host.CreateVolumeAsync();
        var fault = host.Driver.Faults.Once(SimulatedVerb.CreateExport, SimulatedFault.Hold);
        var request = new CreateAttachmentRequest(AttachmentId.New(), Guid.NewGuid(), GrainHost.Connector("host"), AttachMode.ReadWrite);
        var abandoned = volume.CreateAttachment(request, GrainHost.Caller);
        await fault.Struck.WaitAsync(TimeSpan.FromSeconds(10));

        var again = volume.CreateAttachment(request, GrainHost.Caller);
        var read = await volume.GetState();
        fault.Release();

        Assert.Equal(IntentKind.CreateExport, read!.Intent!.Kind);
        Assert.Equal((await abandoned).Connection!.Data, (await again).Connection!.Data);
        Assert.Single((await volume.GetState())!.Attachments);
        Assert.Single(host.ExportsOf(id));
    }

    [Fact]
    public async Task Connect_WithAnUnknownOutcome_IsTakenBackOnTheArray()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (id, volume) = await host.CreateVolumeAsync(multiattach: true);
        await GrainHost.AttachAsync(volume, "other");
        host.Driver.Faults.Once(SimulatedVerb.CreateExport, SimulatedFault.EffectThenError);

        var error = await GrainHost.ErrorOfAsync(GrainHost.AttachAsync(volume, "host"));

        Assert.Equal(ErrorKind.Unknown, error.Kind);
        await Eventually.Is("the export of unknown fate is removed", () => Task.FromResult(host.ExportsOf(id).SequenceEqual([GrainHost.Connector("other").Initiator!])));
        Assert.Equal(["other"], (await volume.GetState())!.Exports.Select(e => e.Host));
    }

    [Fact]
    public async Task Detach_ThatTheArrayRefuses_StaysOpenUntilItAgrees()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (id, volume) = await host.CreateVolumeAsync();
        var attached = await GrainHost.AttachAsync(volume, "host");
        host.Driver.Faults.Once(SimulatedVerb.RemoveExport, SimulatedFault.Unreachable);

        var error = await GrainHost.ErrorOfAsync(volume.DeleteAttachment(attached.Attachment.Id, GrainHost.Caller));

        Assert.Equal(ErrorKind.Unreachable, error.Kind);
        Assert.Equal(AttachStatus.Detaching, Assert.Single((await volume.GetState())!.Attachments).Status);
        await Eventually.Is("the removal is tried again by itself", async () => (await volume.GetState())!.Attachments.IsEmpty);
        Assert.Empty(host.ExportsOf(id));
        Assert.Equal(VolumeStatus.Available, (await volume.GetState())!.Status);
    }

    [Fact]
    public async Task Restart_OfTheArray_BringsItsExportsBackWithTheSameSecrets()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (id, volume) = await host.CreateVolumeAsync();
        var attached = await GrainHost.AttachAsync(volume, "host");

        host.Driver.Array.Restart();

        await Eventually.Is("the export is made again", () => Task.FromResult(host.ExportsOf(id).Count == 1));
        var read = await volume.InitializeConnection(GrainHost.Connector("host"), GrainHost.Caller);
        Assert.Equal(attached.Connection!.Data, read.Data);
    }

    [Theory]
    [InlineData(SimulatedFault.EffectThenHang)]
    [InlineData(SimulatedFault.Hold)]
    public async Task Attach_WhenSiloDiesAfterIntent_IsSettledByTheNextSilo(SimulatedFault fault)
    {
        using var directory = new TemporaryDirectory();
        var (id, request) = (default(VolumeId), new CreateAttachmentRequest(AttachmentId.New(), Guid.NewGuid(), GrainHost.Connector("host"), AttachMode.ReadWrite));
        await using (var first = await GrainHost.StartAsync(directory))
        {
            (id, var volume) = await first.CreateVolumeAsync();
            var armed = first.Driver.Faults.Always(SimulatedVerb.CreateExport, fault);
            first.Driver.Faults.Always(SimulatedVerb.RemoveExport, SimulatedFault.Unreachable);
            var attaching = volume.CreateAttachment(request, GrainHost.Caller);
            await armed.Struck.WaitAsync(TimeSpan.FromSeconds(10));
            _ = attaching.ContinueWith(t => t.Exception, TaskScheduler.Default);
        }

        await using var second = await GrainHost.StartAsync(directory);

        await Eventually.Is("no operation is open", async () => (await second.Volume(id).GetState())!.Intent is null, TimeSpan.FromSeconds(30));
        var state = (await second.Volume(id).GetState())!;
        Assert.Equal(state.Exports.Select(e => e.Initiator!), second.ExportsOf(id));
        var again = await second.Volume(id).CreateAttachment(request, GrainHost.Caller);
        Assert.NotNull(again.Connection);
        Assert.Single(second.ExportsOf(id));
    }

    [Fact]
    public async Task GetState_OfAConnectedVolume_ShowsNoSecret()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (_, volume) = await host.CreateVolumeAsync();
        var secret = ((Connections.IscsiConnectionData)(await GrainHost.AttachAsync(volume, "host")).Connection!.Data).AuthPassword.Reveal;

        var shown = System.Text.Json.JsonSerializer.Serialize(await volume.GetState());

        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, (await volume.GetState())!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Create_WhenItArrivesAfterTheVolumeWasRemoved_BringsNothingBack()
    {
        using var directory = new TemporaryDirectory();
        VolumeId id;
        CreateVolumeRequest late;
        await using (var first = await GrainHost.StartAsync(directory))
        {
            (id, var volume) = await first.CreateVolumeAsync();
            late = new CreateVolumeRequest { SizeGiB = 1, TypeId = (await volume.GetState())!.TypeId };
            await volume.Delete(false, false, GrainHost.Caller);
            await Eventually.Is("the volume is gone", async () => await volume.GetState() is null);
            await IsRefusedAsync(first);
        }

        await using var second = await GrainHost.StartAsync(directory);
        await IsRefusedAsync(second);

        async Task IsRefusedAsync(GrainHost host)
        {
            var error = await GrainHost.ErrorOfAsync(host.Volume(id).Create(late, GrainHost.Caller));
            Assert.Equal((ErrorReason.Conflict, null), (error.Reason, await host.Volume(id).GetState()));
            Assert.Empty(await host.Catalog.ListVolumesAsync(new(), default));
        }
    }
}
