using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>What waits for what in one volume's process.</summary>
public sealed class VolumeProcessConcurrencyTests : IDisposable
{
    private readonly ProcessFixture _volume = new(Some.Volume(multiattach: true));

    public void Dispose() => _volume.Dispose();

    [Fact]
    public async Task ConnectAttachment_HundredAtOnce_IsOneArrayCallAndHundredEqualAnswers()
    {
        await _volume.Served(Some.Reserve(1));
        _volume.Backend.Hold = true;

        var calls = Enumerable.Range(0, 100).Select(_ => _volume.Run(Some.Connect(1, "a"))).ToList();
        (await _volume.Backend.NextCallAsync()).End();
        await Soon.Happens(Task.WhenAll(calls), "every caller was answered");

        Assert.Single(_volume.Backend.Calls);
        Assert.Single(calls.Select(c => c.Result!.FindExport("a")).Distinct());
        Assert.Equal(ExportPhase.Exported, _volume.State.FindExport("a")!.Phase);
    }

    [Fact]
    public async Task CreateAttachment_ManyHostsAtOnce_NeverOverlapOnTheArray()
    {
        var calls = Enumerable.Range(1, 32).Select(i => _volume.Run(Some.Reserve(i, i, Some.Connector("host-" + i)))).ToList();
        await Soon.Happens(Task.WhenAll(calls), "every attachment was made");

        Assert.False(_volume.Backend.Overlapped);
        Assert.Equal(32, _volume.State.Exports.Length);
        Assert.Equal(Enumerable.Range(1, 32).Select(e => (long)e), _volume.Backend.Calls.Select(c => c.Epoch));
    }

    [Fact]
    public async Task CommandWithoutArray_WhileTheArrayWorks_IsServedAtOnce()
    {
        _volume.Backend.Hold = true;
        var connecting = _volume.Run(Some.Reserve(1, 1, Some.Connector("a")));
        var call = await _volume.Backend.NextCallAsync();

        await _volume.Served(Some.Reserve(2, 2));
        await _volume.Served(Some.Complete(2));

        Assert.False(connecting.IsCompleted);
        Assert.Equal(AttachStatus.Attached, _volume.State.FindAttachment(Some.Attachment(2))!.Status);
        call.End();
        Assert.Equal(ExportPhase.Exported, (await Soon.Happens(connecting, "the host was connected"))!.FindExport("a")!.Phase);
        Assert.Equal(2, _volume.State.Attachments.Length);
    }

    [Fact]
    public async Task State_WhileTheArrayWorks_ShowsTheIntentAndWhatReadersNeed()
    {
        await _volume.Served(Some.Reserve(1, 1, Some.Connector("a")));
        _volume.Backend.Hold = true;
        var connecting = _volume.Run(Some.Reserve(2, 2, Some.Connector("b")));
        var call = await _volume.Backend.NextCallAsync();

        Assert.Equal((IntentKind.CreateExport, "b"), (_volume.Process.State!.Intent!.Kind, _volume.Process.State.Intent.Host));
        Assert.Equal(ExportPhase.Exported, _volume.Process.State.FindExport("a")!.Phase);

        call.End();
        await Soon.Happens(connecting, "host b was connected");
    }

    [Fact]
    public async Task CommandForTheArray_WhileAnotherWorks_WaitsForItsTurn()
    {
        _volume.Backend.Hold = true;
        var first = _volume.Run(Some.Reserve(1, 1, Some.Connector("a")));
        var call = await _volume.Backend.NextCallAsync();
        var second = _volume.Run(Some.Reserve(2, 2, Some.Connector("b")));
        await _volume.Served(Some.Reserve(3, 3));

        Assert.Single(_volume.Backend.Calls);
        call.End();
        await Soon.Happens(first, "host a was connected");
        (await _volume.Backend.NextCallAsync()).End();
        await Soon.Happens(second, "host b was connected");
        Assert.False(_volume.Backend.Overlapped);
    }

    [Fact]
    public async Task CommandForTheArray_ThatWaitedAMinute_IsTurnedAwayAndNothingIsBegun()
    {
        _volume.Backend.Hold = true;
        var calls = Enumerable.Range(1, 6).Select(i => _volume.Run(Some.Reserve(i, i, Some.Connector("host-" + i)))).ToList();
        await _volume.TurnsTaken();

        foreach (var served in calls.Take(5))
        {
            var call = await _volume.Backend.NextCallAsync();
            _volume.Time.Advance(TimeSpan.FromSeconds(13));
            call.End();
            await Soon.Happens(served, "the call before the late one was answered");
        }

        Assert.Equal(ErrorKind.Busy, (await ProcessFixture.Refused(calls[5])).Kind);
        Assert.Equal(5, _volume.State.Attachments.Length);
        Assert.Equal(5, _volume.State.Exports.Length);
    }

    [Theory]
    [InlineData(IntentKind.CreateVolume)]
    [InlineData(IntentKind.ExtendVolume)]
    [InlineData(IntentKind.DeleteVolume)]
    public async Task CommandThatIsRefused_WhileTheDataIsWorkedOn_IsRefusedAtOnce(IntentKind kind)
    {
        using var volume = new ProcessFixture(kind == IntentKind.CreateVolume ? null : Some.Volume());
        volume.Backend.Hold = true;
        await Soon.Happens(volume.Run(kind switch
        {
            IntentKind.CreateVolume => Some.Create(),
            IntentKind.ExtendVolume => new VolumeCommand.Extend(20, false),
            _ => new VolumeCommand.Delete(false, false),
        }, answerOnRecord: true), "the operation was on record");
        var call = await volume.Backend.NextCallAsync();

        var error = await ProcessFixture.Refused(volume.Run(Some.Reserve(1, 1, Some.Connector("a"))));

        Assert.Equal(ErrorReason.InvalidVolume, error.Reason);
        Assert.Equal(kind, volume.State.Intent!.Kind);
        call.End();
    }

    [Fact]
    public async Task Run_AnswerOnRecord_AnswersBeforeTheArrayIsDone()
    {
        _volume.Backend.Hold = true;

        var answer = await Soon.Happens(_volume.Run(new VolumeCommand.Extend(20, false), answerOnRecord: true), "the growth was on record");

        Assert.Equal(VolumeStatus.Extending, answer!.Status);
        (await _volume.Backend.NextCallAsync()).End();
        await Soon.Holds(() => _volume.State is { Status: VolumeStatus.Available, SizeGiB: 20 }, "the volume grew");
    }

    [Fact]
    public async Task DeleteAttachment_RepeatedByItsCaller_JoinsAndIsAnswered()
    {
        await _volume.Served(Some.Reserve(1, 1, Some.Connector("a")));
        _volume.Backend.Hold = true;
        var first = _volume.Run(Some.Delete(1));
        var call = await _volume.Backend.NextCallAsync();

        var again = _volume.Run(Some.Delete(1));
        call.End();

        await Soon.Happens(first, "the first call was answered");
        Assert.Empty((await Soon.Happens(again, "the repetition was answered"))!.Attachments);
        Assert.Single(_volume.Backend.Calls, c => c.Kind == IntentKind.RemoveExport);
    }

    [Fact]
    public async Task DeleteAttachment_AfterItIsGone_IsNotFound()
    {
        await _volume.Served(Some.Reserve(1));
        await _volume.Served(Some.Delete(1));

        Assert.Equal(ErrorReason.NotFound, (await ProcessFixture.Refused(_volume.Run(Some.Delete(1)))).Reason);
    }

    [Fact]
    public async Task RestoreExport_WhileTheArrayWorks_KeepsReadersServed()
    {
        await _volume.Served(Some.OsInitialize("a"));
        _volume.Backend.Hold = true;
        var restoring = _volume.Run(new VolumeCommand.RestoreExport("a"));
        var call = await _volume.Backend.NextCallAsync();

        Assert.Equal(ExportPhase.Exported, _volume.Process.State!.FindExport("a")!.Phase);
        Assert.NotNull(_volume.Process.State!.FindExport("a")!.Location);

        call.End(OutcomeKind.Unreachable);
        Assert.Equal(ErrorKind.Unreachable, (await ProcessFixture.Refused(restoring)).Kind);
        Assert.Equal(ExportPhase.Exported, _volume.State.FindExport("a")!.Phase);
    }

    [Fact]
    public async Task Drain_WhileTheArrayWorks_WaitsForIt()
    {
        _volume.Backend.Hold = true;
        var connecting = _volume.Run(Some.Reserve(1, 1, Some.Connector("a")));
        var call = await _volume.Backend.NextCallAsync();
        var drained = _volume.Process.DrainAsync(CancellationToken.None);
        Assert.False(drained.IsCompleted);

        call.End();

        await Soon.Happens(drained, "the process was drained");
        await Soon.Happens(connecting, "the host was connected");
    }
}
