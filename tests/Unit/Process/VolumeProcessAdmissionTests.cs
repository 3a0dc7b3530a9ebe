using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>A place in the array's queue is asked for before anything is written: DESIGN §6.</summary>
public sealed class VolumeProcessAdmissionTests
{
    private static readonly StorageError Busy = new(ErrorKind.Busy, ErrorReason.Busy, "Too many calls.", TimeSpan.FromSeconds(16), new QueuePlace(2600, 2601, TimeSpan.FromSeconds(16)));

    [Fact]
    public async Task Connect_NoPlaceInTheQueue_ChangesNothingAndSucceedsWhenRepeated()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        var before = volume.State;
        volume.Backend.Refusal = Busy;

        Assert.Equal(Busy, await ProcessFixture.Refused(volume.Run(Some.Connect(1, "a"))));

        Assert.Same(before, volume.State);
        Assert.Empty(volume.Backend.Calls);
        volume.Backend.Refusal = null;
        await volume.Served(Some.Connect(1, "a"));
        Assert.Equal(ExportPhase.Exported, volume.State.FindExport("a")!.Phase);
    }

    [Fact]
    public async Task Delete_NoPlaceInTheQueue_LeavesTheAttachmentAsItWas()
    {
        using var volume = ProcessFixture.InUse();
        var before = volume.State;
        volume.Backend.Refusal = Busy;

        Assert.Equal(Busy, await ProcessFixture.Refused(volume.Run(Some.Delete(1))));

        Assert.Same(before, volume.State);
        volume.Backend.Refusal = null;
        await volume.Served(Some.Delete(1));
        Assert.Empty(volume.State.Exports);
    }

    [Fact]
    public async Task Reserve_NoPlaceInTheQueue_NeedsNone()
    {
        using var volume = new ProcessFixture(Some.Volume());
        volume.Backend.Refusal = Busy;

        await volume.Served(Some.Reserve(1));

        Assert.Single(volume.State.Attachments);
    }

    [Fact]
    public async Task Delete_TakenOnButItsTurnDidNotCome_IsUnknownBecauseItStaysOpen()
    {
        using var volume = ProcessFixture.InUse();
        volume.Backend.Outcome = OutcomeKind.Busy;

        Assert.Equal(ErrorKind.Unknown, (await ProcessFixture.Refused(volume.Run(Some.Delete(1)))).Kind);

        Assert.Equal(IntentKind.RemoveExport, volume.State.Intent!.Kind);
    }
}
