using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>A record that is behind its array takes over what the array shows: no session is cut, no second host comes to a single-attach volume, no epoch is used twice.</summary>
public sealed class RecoverRulesTests
{
    private const long Seen = 40;
    private readonly Life _life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1));

    [Fact]
    public void Recover_OfARecordThatIsNotBehind_ChangesNothing() =>
        _life.ChangesNothing(new VolumeCommand.Recover(new(Some.VolumeId, _life.State.Epoch, null), [Shown("b")]));

    [Fact]
    public void Recover_WhenTheArrayShowsWhatIsRecorded_GoesOnAboveWhatItSaw()
    {
        _life.Serve(Recover(Shown("a", sessions: 1)));

        Assert.Equal((Seen, Seen), (_life.State.Epoch, _life.State.KnownEpoch()));
        Assert.Equal("a", Assert.Single(_life.State.Exports).Host);
        _life.Begin(Some.Delete(1));
        Assert.Equal(Seen + 1, _life.State.Intent!.Epoch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Recover_WhenAnotherHostHasASingleAttachVolume_TakesItOverAndForgetsTheFormer(int sessions)
    {
        _life.Serve(Recover(Shown("b", sessions)));

        Assert.Equal(Some.Connector("b").Initiator, Assert.Single(_life.State.Exports).Connector.Initiator);
        Assert.NotEqual(Some.Attachment(1), Assert.Single(_life.State.Attachments).Id);
        Assert.Equal((VolumeStatus.InUse, ExportPhase.Exported), (_life.State.Status, _life.State.Exports[0].Phase));
        Assert.Null(_life.State.Intent);
    }

    [Fact]
    public void Recover_WhenTheArrayShowsNothing_KeepsWhatIsRecordedToBeMadeAgain()
    {
        _life.Serve(Recover());

        Assert.Equal(("a", ExportPhase.Exported), (_life.State.Exports[0].Host, _life.State.Exports[0].Phase));
    }

    [Fact]
    public void Recover_OfADetachThatWasBegun_KeepsTheHostThatTheArrayLetsIn()
    {
        _life.Begin(Some.Delete(1));

        _life.Serve(Recover(Shown("a", sessions: 1)));

        Assert.Null(_life.State.Intent);
        Assert.Equal(ExportPhase.Exported, Assert.Single(_life.State.Exports).Phase);
        Assert.Equal(AttachStatus.Attached, Assert.Single(_life.State.Attachments).Status);
    }

    [Fact]
    public void Recover_OfADeletionThatWasBegun_RemovesNothing()
    {
        var life = Life.Of().Begin(new VolumeCommand.Delete(Cascade: false, Force: false));

        life.Serve(Recover());

        Assert.Null(life.State.Intent);
        Assert.Equal(VolumeStatus.ErrorDeleting, life.State.Status);
    }

    [Fact]
    public void Settle_OfACallThatWasTurnedAwayBeforeTheArray_KeepsWhatTheRecordKnows()
    {
        var known = _life.State.Epoch;

        _life.Begin(Some.TakeSnapshot(1, allowInUse: true)).Settle(OutcomeKind.Busy);

        Assert.Equal((known + 1, known), (_life.State.Epoch, _life.State.KnownEpoch()));
        _life.Begin(Some.Delete(1));
        Assert.Equal((known + 2, known), (_life.State.Intent!.Epoch, _life.State.Intent.Known!.Value));
    }

    [Fact]
    public void Recover_OfADetachThatTheArrayDid_LetsTheAttachmentGo()
    {
        _life.Begin(Some.Delete(1));

        _life.Serve(Recover());

        Assert.Empty(_life.State.Exports);
        Assert.Empty(_life.State.Attachments);
        Assert.Equal((VolumeStatus.Available, (Intent?)null), (_life.State.Status, _life.State.Intent));
    }

    [Fact]
    public void Settle_OfARepetitionThatWasTurnedAway_KnowsThatATryBeforeItMayHaveCome()
    {
        var known = _life.State.Epoch;
        _life.Begin(Some.TakeSnapshot(1, allowInUse: true));
        var operation = _life.State.Intent!.OperationId;

        _life.Set(s => Owed.Again(s, Some.Context())).Settle(OutcomeKind.Busy);

        Assert.Equal((known, operation), (_life.State.KnownEpoch(), Assert.Single(_life.State.KnownOperations())));
    }

    private static VolumeCommand.Recover Recover(params ArrayExport[] shown) => new(new(Some.VolumeId, Seen, null), [.. shown]);

    private static ArrayExport Shown(string host, int sessions = 0) => new() { VolumeId = Some.VolumeId, Initiator = Some.Connector(host).Initiator, Location = Some.Location(host), Sessions = sessions };
}
