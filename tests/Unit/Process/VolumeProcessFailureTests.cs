using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Grains.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>Conflicts, lost activations, arrays that hang or refuse: DESIGN §5.</summary>
public sealed class VolumeProcessFailureTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Skew = OperationTimeouts.Default.ClockSkew;

    [Fact]
    public async Task Run_StoreConflict_TouchesNoArray()
    {
        using var volume = new ProcessFixture(Some.Volume());
        await volume.Served(Some.Reserve(1));
        volume.Store.ConflictNext = true;

        await Assert.ThrowsAsync<StaleStateException>(() => volume.Served(Some.Connect(1, "a")));

        Assert.Empty(volume.Backend.Calls);
        Assert.Null(volume.State.Intent);
    }

    [Fact]
    public async Task Run_SecondActivation_LosesItsWriteAndTouchesNothing()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        var (second, _) = volume.Activate();
        await volume.Served(Some.Connect(1, "a"));

        await Assert.ThrowsAsync<StaleStateException>(() => Soon.Happens(volume.Run(Some.Connect(1, "b"), on: second), "the second activation answered"));

        Assert.Equal("a", Assert.Single(volume.Backend.Calls).Host);
    }

    [Fact]
    public async Task Run_ConflictAfterTheEffect_IsSettledByTheNextActivation()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        volume.Backend.Hold = true;
        var connecting = volume.Run(Some.Connect(1, "a"));
        var call = await volume.Backend.NextCallAsync();
        volume.Store.ConflictNext = true;
        call.End();
        await Assert.ThrowsAsync<StaleStateException>(() => Soon.Happens(connecting, "the first activation gave up"));
        Assert.Equal(ExportPhase.Creating, volume.State.FindExport("a")!.Phase);

        volume.Backend.Hold = false;
        volume.Reactivate();
        var settled = volume.Settle();
        await volume.TurnsTaken();
        volume.Time.Advance(OperationTimeouts.Default.Export + Skew);
        await Soon.Happens(settled, "the intent was settled");

        Assert.Equal((ExportPhase.Exported, AttachStatus.Attaching), (volume.State.FindExport("a")!.Phase, volume.State.Attachments[0].Status));
        Assert.Equal([1L, 2L], volume.Backend.Calls.Select(c => c.Epoch));
        Assert.Single(volume.Backend.Calls.Select(c => c.OperationId).Distinct());
    }

    [Fact]
    public async Task Settle_ForeignIntent_IsWaitedOutBeforeTheArrayIsTouched()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State);
        var settled = volume.Settle();
        await volume.TurnsTaken();
        volume.Time.Advance(OperationTimeouts.Default.Export + Skew - Moment);
        await volume.Served(new VolumeCommand.SetBootable(true));
        Assert.Empty(volume.Backend.Calls);
        Assert.False(settled.IsCompleted);

        volume.Time.Advance(Moment);
        await Soon.Happens(settled, "the intent was settled");

        Assert.Equal(2, Assert.Single(volume.Backend.Calls).Epoch);
        Assert.Null(volume.State.Intent);
    }

    [Fact]
    public async Task Run_ForeignIntentAndAWriteBesideIt_IsStillWaitedOut()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State);
        await volume.Served(new VolumeCommand.SetBootable(true));

        var connecting = volume.Run(Some.Connect(1, "a"));
        await volume.Served(new VolumeCommand.SetBootable(false));
        Assert.Empty(volume.Backend.Calls);

        volume.Time.Advance(OperationTimeouts.Default.Export + Skew);
        await Soon.Happens(connecting, "the host was connected");
    }

    [Fact]
    public async Task Run_CommandThatFindsAForeignIntent_IsServedAfterIt()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State);
        var connecting = volume.Run(Some.Connect(1, "a"));
        await volume.TurnsTaken();

        volume.Time.Advance(OperationTimeouts.Default.Export + Skew);

        Assert.Equal(ExportPhase.Exported, (await Soon.Happens(connecting, "the host was connected"))!.FindExport("a")!.Phase);
        Assert.Single(volume.Backend.Calls);
    }

    [Fact]
    public async Task Connect_ArrayHangs_IsUnknownAfterItsDeadlineByEveryClockAndRolledBack()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        volume.Backend.Hold = true;
        var connecting = volume.Run(Some.Connect(1, "a"));
        var hanging = await volume.Backend.NextCallAsync();
        Assert.False(hanging.Deadline.IsCancellationRequested);

        volume.Time.Advance(OperationTimeouts.Default.Export);
        await volume.TurnsTaken();
        Assert.True(hanging.Deadline.IsCancellationRequested);
        Assert.Single(volume.Backend.Calls);
        volume.Time.Advance(OperationTimeouts.Default.ClockSkew);
        var removal = await volume.Backend.NextCallAsync();
        Assert.Equal((IntentKind.RemoveExport, "a", 2L), (removal.Intent.Kind, removal.Intent.Host, removal.Intent.Epoch));
        removal.End();

        Assert.Equal(ErrorKind.Unknown, (await ProcessFixture.Refused(connecting)).Kind);
        Assert.Empty(volume.State.Exports);
        Assert.Null(volume.State.Intent);
        Assert.Equal(AttachStatus.Reserved, Assert.Single(volume.State.Attachments).Status);
    }

    [Fact]
    public async Task Connect_OutcomeUnknown_IsRemovedFromTheArray()
    {
        using var volume = ProcessFixture.InUse();
        volume.Backend.Hold = true;
        var connecting = volume.Run(Some.Reserve(2, 1, Some.Connector("b")));
        (await volume.Backend.NextCallAsync()).End(OutcomeKind.Unknown);
        (await volume.Backend.NextCallAsync()).End();

        Assert.Equal(ErrorKind.Unknown, (await ProcessFixture.Refused(connecting)).Kind);
        Assert.Equal([(IntentKind.CreateExport, "b"), (IntentKind.RemoveExport, "b")], volume.Backend.Calls.Select(c => (c.Kind, c.Host!)));
        Assert.Equal("a", Assert.Single(volume.State.Exports).Host);
    }

    [Fact]
    public async Task Connect_BackendThrows_IsUnknownAndRemoved()
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).State);
        volume.Backend.Hold = true;
        var connecting = volume.Run(Some.Connect(1, "a"));
        (await volume.Backend.NextCallAsync()).Throw(new TimeoutException("The backend grain did not answer."));
        (await volume.Backend.NextCallAsync()).End();

        Assert.Equal(ErrorKind.Unknown, (await ProcessFixture.Refused(connecting)).Kind);
        Assert.Empty(volume.State.Exports);
    }

    [Theory]
    [InlineData(OutcomeKind.Busy)]
    [InlineData(OutcomeKind.Unreachable)]
    [InlineData(OutcomeKind.Refused)]
    public async Task Connect_RepeatedByANewActivationAndNotDone_IsRemovedBecauseTheFirstTryMayHaveBeenDone(OutcomeKind outcome)
    {
        using var volume = new ProcessFixture(Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a")).State);
        volume.Backend.Hold = true;
        var settled = volume.Settle();
        await volume.TurnsTaken();
        volume.Time.Advance(OperationTimeouts.Default.Export + Skew);
        (await volume.Backend.NextCallAsync()).End(outcome);

        var removal = await volume.Backend.NextCallAsync();
        Assert.Equal((IntentKind.RemoveExport, "a"), (removal.Intent.Kind, removal.Intent.Host));
        removal.End();
        await Soon.Happens(settled, "the intent was settled");
        Assert.Empty(volume.State.Exports);
    }

    [Fact]
    public async Task Delete_ArrayDoesNotAgree_StaysOpenAndIsRetriedEverMoreSlowly()
    {
        using var volume = ProcessFixture.InUse();
        volume.Backend.Hold = true;
        var deleting = volume.Run(Some.Delete(1));
        (await volume.Backend.NextCallAsync()).End(OutcomeKind.Unreachable);
        Assert.Equal(ErrorKind.Unreachable, (await ProcessFixture.Refused(deleting)).Kind);

        foreach (var pause in new[] { 1, 2, 4, 8, 16, 30, 30 })
        {
            Assert.Equal(AttachStatus.Detaching, volume.State.Attachments[0].Status);
            volume.Time.Advance(TimeSpan.FromSeconds(pause) - Moment);
            await volume.Served(new VolumeCommand.SetBootable(true));
            var calls = volume.Backend.Calls.Count;
            volume.Time.Advance(Moment);
            (await volume.Backend.NextCallAsync()).End(OutcomeKind.Unreachable);
            Assert.Equal(calls + 1, volume.Backend.Calls.Count);
            await Soon.Happens(volume.Process.DrainAsync(CancellationToken.None), "the retry ended");
        }

        volume.Time.Advance(TimeSpan.FromSeconds(30));
        (await volume.Backend.NextCallAsync()).End();
        await Soon.Holds(() => volume.State is { Intent: null, Attachments.IsEmpty: true, Exports.IsEmpty: true, Status: VolumeStatus.Available }, "the array agreed and the attachment went");
        Assert.Equal(volume.Backend.Calls.Count, volume.Backend.Calls.Select(c => c.Epoch).Distinct().Count());
    }

    [Fact]
    public async Task Delete_CallerRepeatsWhileItIsOpen_TriesAtOnceAndIsAnswered()
    {
        using var volume = ProcessFixture.InUse();
        volume.Backend.Outcome = OutcomeKind.Unreachable;
        await ProcessFixture.Refused(volume.Run(Some.Delete(1)));
        volume.Backend.Outcome = OutcomeKind.Done;

        var answer = await volume.Served(Some.Delete(1));

        Assert.Empty(answer!.Attachments);
        Assert.Empty(answer.Exports);
    }

    [Fact]
    public async Task Run_AnyCommandForTheArrayWhileARemovalIsOpen_SettlesItFirst()
    {
        using var volume = ProcessFixture.InUse();
        volume.Backend.Outcome = OutcomeKind.Refused;
        await ProcessFixture.Refused(volume.Run(Some.Delete(1)));

        Assert.Equal(ErrorReason.ArrayRefused, (await ProcessFixture.Refused(volume.Run(Some.OsInitialize("b")))).Reason);
        Assert.DoesNotContain(volume.Backend.Calls, c => c.Kind == IntentKind.CreateExport);

        volume.Backend.Outcome = OutcomeKind.Done;
        await volume.Served(Some.OsInitialize("b"));
        Assert.Equal("b", Assert.Single(volume.State.Exports).Host);
    }

    [Fact]
    public async Task Dispose_WithARetryAhead_EndsIt()
    {
        using var volume = ProcessFixture.InUse();
        volume.Backend.Outcome = OutcomeKind.Unreachable;
        await ProcessFixture.Refused(volume.Run(Some.Delete(1)));

        volume.Process.Dispose();
        volume.Time.Advance(TimeSpan.FromMinutes(5));

        Assert.Single(volume.Backend.Calls);
        Assert.Equal(IntentKind.RemoveExport, volume.State.Intent!.Kind);
    }

    [Fact]
    public async Task Delete_NeverPlacedVolume_LeavesTheRecordAndGivesItsQuotaBack()
    {
        using var volume = new ProcessFixture();
        await volume.Served(Some.Create(placed: false));
        Assert.Equal(VolumeStatus.Error, volume.State.Status);

        Assert.Null(await volume.Served(new VolumeCommand.Delete(false, false)));

        Assert.Null(volume.Row.State);
        Assert.Equal(1, Assert.Single(volume.Backend.Releases).Quota.Volumes);
        Assert.Empty(volume.Backend.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Delete_Volume_LeavesTheRecordWhateverTheProjectAnswers(bool releaseFails)
    {
        using var volume = new ProcessFixture(Some.Volume());
        volume.Backend.ReleaseFails = releaseFails;

        Assert.Null(await volume.Served(new VolumeCommand.Delete(false, false)));

        Assert.Null(volume.Row.State);
        Assert.Equal(releaseFails ? 0 : 1, volume.Backend.Releases.Count);
    }

    [Fact]
    public async Task AttachCycle_Writes_SixTimes()
    {
        using var volume = new ProcessFixture(Some.Volume());

        foreach (var command in new VolumeCommand[] { Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), Some.Delete(1) }) await volume.Served(command);

        Assert.Equal(6, volume.Row.Writes);
    }
}
