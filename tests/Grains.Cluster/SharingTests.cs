using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>S5 on a real silo: an operator's word about a volume lets nobody in, and a call that fails leaves what it found.</summary>
public sealed class SharingTests
{
    [Fact]
    public async Task Attach_InOneCallAfterAResetOfAnAttachedVolume_LetsNobodyElseIn()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (id, volume) = await host.CreateVolumeAsync();
        await GrainHost.AttachAsync(volume, "first");
        await volume.ResetStatus(new(VolumeStatus.Available, null), GrainHost.Caller);

        var oneCall = await GrainHost.ErrorOfAsync(volume.CreateAttachment(Asked("second"), GrainHost.Caller));
        var legacy = await GrainHost.ErrorOfAsync(volume.InitializeConnection(GrainHost.Connector("second"), GrainHost.Caller));

        Assert.Equal([ErrorReason.InvalidVolume, ErrorReason.InvalidVolume], [oneCall.Reason, legacy.Reason]);
        Assert.Equal([GrainHost.Connector("first").Initiator!], host.ExportsOf(id));
        var entries = await volume.GetTimeline(10, null, GrainHost.Caller);
        Assert.Contains("host first for attachment:", entries.Single(e => e.Operation.Kind == "reset-status").Operation.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attach_InOneCallThatTheArrayRefuses_LeavesWhatItFound()
    {
        using var directory = new TemporaryDirectory();
        await using var host = await GrainHost.StartAsync(directory);
        var (id, volume) = await host.CreateVolumeAsync();
        host.Driver.Faults.Once(SimulatedVerb.CreateExport, SimulatedFault.Refuse);
        var asked = Asked("host");

        var error = await GrainHost.ErrorOfAsync(volume.CreateAttachment(asked, GrainHost.Caller));

        Assert.Equal(ErrorReason.ArrayRefused, error.Reason);
        var after = await volume.GetState();
        Assert.Equal((VolumeStatus.Available, AttachStatus.Detached), (after!.Status, after.AttachStatus));
        Assert.Empty(after.Attachments);
        await volume.CreateAttachment(asked with { Id = AttachmentId.New() }, GrainHost.Caller);
        Assert.Single(host.ExportsOf(id));
    }

    private static CreateAttachmentRequest Asked(string host) => new(AttachmentId.New(), Guid.NewGuid(), GrainHost.Connector(host), AttachMode.ReadWrite);
}
