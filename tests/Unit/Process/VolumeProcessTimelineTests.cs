using OrleansStorage.Backends;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>What a volume's process writes to the timeline.</summary>
public sealed class VolumeProcessTimelineTests : IDisposable
{
    private readonly ProcessFixture _volume = new(Some.Volume(multiattach: true));

    public void Dispose() => _volume.Dispose();

    [Fact]
    public async Task Connect_ThatWaitedForAnother_SaysHowLong()
    {
        await _volume.Served(Some.Reserve(3, 3, Some.Connector("c")));
        Assert.Null(Assert.Single(_volume.State.Ended).TurnMs);
        _volume.Backend.Hold = true;
        var first = _volume.Run(Some.Reserve(1, 1, Some.Connector("a")));
        var call = await _volume.Backend.NextCallAsync();
        var second = _volume.Run(Some.Reserve(2, 2, Some.Connector("b")));
        await _volume.TurnsTaken();
        _volume.Time.Advance(TimeSpan.FromSeconds(3));

        call.End();
        await Soon.Happens(first, "the first was answered");
        (await _volume.Backend.NextCallAsync()).End();
        await Soon.Happens(second, "the second was answered");

        var entry = Assert.Single(_volume.State.Ended);
        Assert.Equal((3000, Some.Attachment(2).ToString(), "b"), (entry.TurnMs, entry.Subject, entry.Array!.Host));
    }

    [Fact]
    public void Detach_ThatTheArrayDidAtTheThirdTry_IsOneEntryThatSaysSo()
    {
        var life = Life.Of().Serve(Some.Reserve(1, 1, Some.Connector("a"))).Begin(Some.Delete(1)).TakeUpAgain().TakeUpAgain().Settle(OutcomeKind.Done);

        var entry = Assert.Single(life.State.Ended);
        Assert.Equal(("delete-attachment", IntentKind.RemoveExport, OutcomeKind.Done, 3, (string?)null), (entry.Kind, entry.Array!.Verb, entry.Array.Said, entry.Array.Tries, entry.Error));
    }
}
