using OrleansStorage.Errors;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>An activation that was left behind answers nothing from its memory: neither that something is so already, nor that something may not be.</summary>
public sealed class StaleAnswerTests
{
    [Fact]
    public async Task Connect_WhenAnotherActivationEndedTheAttachment_IsStaleAndNotAnsweredFromMemory()
    {
        using var fixture = ProcessFixture.InUse();
        var (leftBehind, _) = fixture.Activate();
        await fixture.Served(Some.Delete(1));

        await Assert.ThrowsAsync<StaleStateException>(() => Soon.Happens(fixture.Run(Some.Connect(1, "a"), on: leftBehind), "the stale activation answered"));
    }

    [Fact]
    public async Task Reserve_WhenAnotherActivationFreedTheVolume_IsStaleAndNotRefusedFromMemory()
    {
        using var fixture = ProcessFixture.InUse();
        var (leftBehind, _) = fixture.Activate();
        await fixture.Served(Some.Delete(1));

        await Assert.ThrowsAsync<StaleStateException>(() => Soon.Happens(fixture.Run(Some.Reserve(3, 3), on: leftBehind), "the stale activation answered"));
    }

    [Fact]
    public async Task Connect_WhenTheArrayTurnsAwayAnActivationThatWasLeftBehind_IsStaleAndNotTurnedAwayForEver()
    {
        using var fixture = new ProcessFixture(Life.Of(multiattach: true).Serve(Some.Reserve(1), Some.Reserve(2, 2)).State);
        var (leftBehind, _) = fixture.Activate();
        await fixture.Served(Some.Connect(1, "a"));
        fixture.Backend.Refusal = new(ErrorKind.Busy, ErrorReason.Busy, "The record is behind its array.", TimeSpan.FromSeconds(1));

        await Assert.ThrowsAsync<StaleStateException>(() => Soon.Happens(fixture.Run(Some.Connect(2, "b"), on: leftBehind), "the stale activation answered"));
    }

    [Fact]
    public async Task Settle_WhenAnotherActivationOpenedAnIntent_IsStaleAndDoesNotSayThatNoneIsOpen()
    {
        using var fixture = ProcessFixture.InUse();
        var leftBehind = fixture.Process;
        var (other, _) = fixture.Activate();
        fixture.Backend.Hold = true;
        _ = fixture.Run(Some.Delete(1), on: other);
        await fixture.Backend.NextCallAsync();

        Assert.Null(leftBehind.State!.Intent);
        await Assert.ThrowsAsync<StaleStateException>(() => Soon.Happens(fixture.Settle(), "the stale activation answered"));
    }

    [Fact]
    public async Task Delete_WhileTheWriteOfAnotherIsNotAnswered_IsToldThatTheAttachmentIsGone()
    {
        using var fixture = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        var answered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        fixture.Store.AnswerAfter = answered.Task;
        var first = fixture.Run(Some.Delete(1));
        await Soon.Holds(() => fixture.Row.Writes == 1, "the first one's write is applied");
        await ProcessFixture.Refused(fixture.Run(Some.Complete(1), on: fixture.Activate().Process));

        var second = fixture.Run(Some.Delete(1));
        await fixture.TurnsTaken();
        answered.SetResult();

        await Soon.Happens(first, "the first one was answered");
        Assert.Equal(ErrorReason.NotFound, (await ProcessFixture.Refused(second)).Reason);
    }

    [Fact]
    public async Task Connect_OfWhatIsSoAlready_WritesNothing()
    {
        using var fixture = ProcessFixture.InUse();
        var writes = fixture.Row.Writes;

        await fixture.Served(Some.Connect(1, "a"));

        Assert.Equal(writes, fixture.Row.Writes);
    }
}
