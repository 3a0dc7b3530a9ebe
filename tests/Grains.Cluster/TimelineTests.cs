using OrleansStorage.Backends;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Drivers.Simulated;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Reconciliation;
using OrleansStorage.Testing;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Cluster;

/// <summary>A volume's timeline, on a real silo.</summary>
public sealed class TimelineTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Timeline_OfAnAttachment_SaysWhoAskedWhatTheArrayDidAndHowLongItTook()
    {
        await using var host = await GrainHost.StartAsync(_directory, latencyMs: 20);
        var (_, volume) = await host.CreateVolumeAsync();
        var attached = await GrainHost.AttachAsync(volume, "compute-1");
        await volume.DeleteAttachment(attached.Attachment.Id, GrainHost.Caller);

        var (detach, attach, create) = await volume.GetTimeline(10, null, GrainHost.Caller) is [var a, var b, var c] ? (a.Operation, b.Operation, c.Operation) : throw new Xunit.Sdk.XunitException("three operations");

        Assert.Equal(("create-volume", IntentKind.CreateVolume, Found.Nothing), (create.Kind, create.Array!.Verb, create.Array.Found));
        Assert.Equal(("create-attachment", attached.Attachment.Id.ToString(), "tester", "req-test", 2L), (attach.Kind, attach.Subject, attach.UserId, attach.RequestId, attach.Epoch));
        Assert.Equal((IntentKind.CreateExport, "compute-1", 1, Found.Nothing, OutcomeKind.Done), (attach.Array!.Verb, attach.Array.Host, attach.Array.Lun, attach.Array.Found, attach.Array.Said));
        Assert.Contains(volume.GetPrimaryKeyString(), attach.Array.TargetName, StringComparison.Ordinal);
        Assert.Equal((IntentKind.RemoveExport, Found.Whole, 0), (detach.Array!.Verb, detach.Array.Found, detach.Array.SessionsEnded));
        Assert.All([detach, attach, create], o => Assert.Null(o.Error));
        Assert.All([detach, attach, create], o => Assert.Contains("127.0.0.1:", o.Silo, StringComparison.Ordinal));
        Assert.All([detach, attach, create], o => Assert.True(o is { IntentMs: > 0, Array: { ArrayMs: > 0, SlotMs: >= 0 } }));
    }

    [Fact]
    public async Task Timeline_OfAnAttachThatTheArrayRefused_SaysWhy()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, volume) = await host.CreateVolumeAsync();
        host.Driver.Faults.Once(SimulatedVerb.CreateExport, SimulatedFault.Refuse);

        var error = await GrainHost.ErrorOfAsync(GrainHost.AttachAsync(volume, "compute-1"));

        var entry = (await volume.GetTimeline(1, null, GrainHost.Caller))[0].Operation;
        Assert.Equal((OutcomeKind.Refused, error.Message), (entry.Array!.Said, entry.Error));
    }

    [Fact]
    public async Task Timeline_OfAConnectedVolume_HoldsNoSecret()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (_, volume) = await host.CreateVolumeAsync();
        var secret = ((Connections.IscsiConnectionData)(await GrainHost.AttachAsync(volume, "host")).Connection!.Data).AuthPassword.Reveal;

        var shown = System.Text.Json.JsonSerializer.Serialize(await volume.GetTimeline(10, null, GrainHost.Caller));

        Assert.Contains("create-attachment", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, shown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeline_OfAnotherProjectsOrADeletedVolume_IsNotFoundExceptByAdmins()
    {
        await using var host = await GrainHost.StartAsync(_directory);
        var (id, volume) = await host.CreateVolumeAsync();
        var (stranger, owner) = (new Caller(new("other"), "u", false, "r"), new Caller(GrainHost.Caller.Project, "u", false, "r"));
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(volume.GetTimeline(10, null, stranger))).Reason);
        Assert.Single(await volume.GetTimeline(10, null, owner));

        await volume.Delete(false, false, owner);
        await Eventually.Is("the volume is gone", async () => await volume.GetState() is null);

        Assert.Equal(["delete-volume", "create-volume"], (await host.Volume(id).GetTimeline(10, null, GrainHost.Caller)).Select(e => e.Operation.Kind));
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(host.Volume(id).GetTimeline(10, null, owner))).Reason);
        Assert.Equal(ErrorReason.NotFound, (await GrainHost.ErrorOfAsync(host.Volume(VolumeId.New()).GetTimeline(10, null, GrainHost.Caller))).Reason);
    }

    [Fact]
    public async Task Reconcile_WhenEntriesAreOlderThanTheirRetention_RemovesThem()
    {
        await using var host = await GrainHost.StartAsync(_directory, reconcile: new ReconcileOptions(TimeSpan.Zero, TimeSpan.FromSeconds(30)));
        var (_, volume) = await host.CreateVolumeAsync();
        var reconciler = host.Grains.GetGrain<IReconcilerGrain>((await volume.GetState())!.Backend!.Value.Value);

        await Eventually.Is("the timeline is empty", async () =>
        {
            await reconciler.Reconcile();
            return (await volume.GetTimeline(10, null, GrainHost.Caller)).IsEmpty;
        });
    }
}
