using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>What left a volume does not come back under its id, however late a repetition of its create arrives.</summary>
public sealed class DeparturesTests
{
    private static readonly VolumeCommand.DeleteSnapshot DeleteSnapshot = new(Some.Snapshot(1), false);

    [Fact]
    public void Create_OfAReservationThatWasDeleted_IsRefused() => Refuses(Life.Of().Serve(Some.Reserve(1), Some.Delete(1)), Some.Reserve(1));

    [Fact]
    public void Create_OfAConnectedAttachmentThatWasDeleted_IsRefused() =>
        Refuses(Life.Of().Serve(Some.Reserve(1, connector: Some.Connector("a")), Some.Delete(1)), Some.Reserve(1, connector: Some.Connector("a")));

    [Fact]
    public void Create_WhileTheAttachmentIsBeingRemoved_BringsNothingBackEither()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).Begin(Some.Delete(1));

        Assert.DoesNotContain(Some.Attachment(1).Value, life.State.Departed);
        Refuses(life.Settle(OutcomeKind.Done), Some.Reserve(1));
    }

    [Fact]
    public void Attach_ByTheOldCallOfAnAttachmentThatWasDetached_IsRefused() =>
        Refuses(Life.Of().Serve(Some.OsAttach(1), new VolumeCommand.Detach(Some.Attachment(1))), Some.OsAttach(1));

    [Fact]
    public void CreateSnapshot_OfOneThatWasDeleted_IsRefused() => Refuses(Life.Of().Serve(Some.TakeSnapshot(1), DeleteSnapshot), Some.TakeSnapshot(1));

    [Fact]
    public void Departed_AreTheLatestFew()
    {
        var life = Life.Of();
        for (var n = 1; n <= 20; n++) life.Serve(Some.Reserve(n), Some.Delete(n));

        Assert.Equal(Enumerable.Range(13, 8).Select(n => Some.Attachment(n).Value), life.State.Departed);
    }

    [Fact]
    public void Create_OfAVolumeThatWasRemoved_IsRefused()
    {
        var context = Some.Context() with { WasRemoved = true };

        foreach (var command in (VolumeCommand[])[Some.Create(), Some.Adopt()])
            Assert.Equal($"Volume {Some.VolumeId} was made and removed before; its id is not used again.", Assert.IsType<Decision.Refused>(VolumeMachine.Decide(null, command, context)).Error.Message);
    }

    private static void Refuses(Life life, VolumeCommand command)
    {
        Assert.Empty(life.State.Attachments);
        Assert.Empty(life.State.Snapshots);
        var error = life.Refuses(command);
        Assert.Equal(ErrorReason.Conflict, error.Reason);
        Assert.EndsWith("its id is not used again.", error.Message, StringComparison.Ordinal);
    }
}
