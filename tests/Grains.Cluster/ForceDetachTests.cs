using OrleansStorage.Backends;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Errors;
using OrleansStorage.Testing;

namespace OrleansStorage.Grains.Cluster;

/// <summary>Force-detach proves what it did, on a real silo with a simulated array.</summary>
public sealed class ForceDetachTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task ForceDetach_OfAHungHost_EndsItsSessionsAndNobodyElses()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, volume) = await host.CreateVolumeAsync(multiattach: true);
        var hung = await GrainHost.AttachAsync(volume, "hung");
        await GrainHost.AttachAsync(volume, "well");
        foreach (var name in new[] { "hung", "hung", "well" }) Assert.True(host.Driver.Array.OpenSession(id, GrainHost.Connector(name).Initiator!));

        var result = await volume.ForceDetach(hung.Attachment.Id, null, GrainHost.Caller);

        var shown = Assert.Single(result.Hosts);
        Assert.Equal(("hung", new HostOnArray(false, 0), (string?)null), (shown.Host, shown.Shows, result.Error));
        Assert.Equal(1, Assert.Single(host.Driver.Array.ListExports()).Sessions);
        var entry = (await volume.GetTimeline(1, null, GrainHost.Caller))[0].Operation;
        Assert.Equal(("force-detach", 2, new HostOnArray(false, 0)), (entry.Kind, entry.Array!.SessionsEnded, entry.Array.Shows));
        Assert.Empty((await volume.ForceDetach(hung.Attachment.Id, null, GrainHost.Caller)).Hosts);
    }

    [Fact]
    public async Task ForceDetach_WhenAnotherAttachmentOfTheHostNeedsItsExport_SaysThatItIsStillExported()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, volume) = await host.CreateVolumeAsync(multiattach: true);
        var first = await GrainHost.AttachAsync(volume, "host");
        await GrainHost.AttachAsync(volume, "host");

        var result = await volume.ForceDetach(first.Attachment.Id, null, GrainHost.Caller);

        Assert.Equal(("host", true), (Assert.Single(result.Hosts).Host, result.Hosts[0].Shows.IsExported));
    }

    [Fact]
    public async Task ForceDetach_WhenTheArrayCannotBeReadAgain_StaysOpenUntilItIsProved()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, volume) = await host.CreateVolumeAsync();
        var attached = await GrainHost.AttachAsync(volume, "host");
        var unreadable = host.Driver.Faults.Always(SimulatedVerb.ListExports, SimulatedFault.Hold);

        var detaching = volume.ForceDetach(attached.Attachment.Id, null, GrainHost.Caller);
        await unreadable.Struck.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(ErrorKind.Unknown, (await GrainHost.ErrorOfAsync(detaching)).Kind);
        Assert.NotNull((await volume.GetState())!.Intent);
        unreadable.Release();

        await Eventually.Is("the detach is proved", async () => (await volume.GetState())!.Intent is null);
        Assert.Empty(host.ExportsOf(id));
        Assert.Equal(new HostOnArray(false, 0), (await volume.GetTimeline(1, null, GrainHost.Caller))[0].Operation.Array!.Shows);
    }
}
