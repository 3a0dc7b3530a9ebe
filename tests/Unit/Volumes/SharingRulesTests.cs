using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>S5 by every way in, whatever an operator has said of the status.</summary>
public sealed class SharingRulesTests
{
    private static readonly VolumeStatus[] Words = [VolumeStatus.Available, VolumeStatus.Reserved, VolumeStatus.Attaching, VolumeStatus.InUse, VolumeStatus.Detaching, VolumeStatus.Downloading];

    public static TheoryData<string> WaysIn => [.. Ways.Keys];

    private static Dictionary<string, VolumeCommand[]> Ways { get; } = new()
    {
        ["one call"] = [Some.Reserve(2, 2, Some.Connector("b"))],
        ["one call, same host"] = [Some.Reserve(2, 2, Some.Connector("a"))],
        ["one call, no instance"] = [Some.Reserve(2, null, Some.Connector("b"))],
        ["two calls"] = [Some.Reserve(2, 2), Some.Connect(2, "b")],
        ["two calls, same host"] = [Some.Reserve(2, 2), Some.Connect(2, "a")],
        ["os-initialize_connection"] = [Some.OsInitialize("b")],
        ["os-reserve"] = [new VolumeCommand.Reserve(), Some.OsInitialize("b")],
        ["os-attach"] = [Some.OsAttach(2, 2), Some.OsInitialize("b")],
    };

    [Theory]
    [MemberData(nameof(WaysIn))]
    public void Attach_WhenAResetLeftAnotherInstanceConnected_LetsNobodyElseIn(string way)
    {
        foreach (var word in Words)
        {
            var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), Reset(word));

            foreach (var step in Ways[way])
            {
                if (life.Decide(step) is Decision.Refused) break;
                life.Serve(step);
            }

            Assert.Equal(["a"], life.State.Exports.Select(e => e.Host));
            Assert.Equal([ExportOwner.Attachment(Some.Attachment(1))], life.Owners("a"));
        }
    }

    [Fact]
    public void Attach_WhenAResetLeftAnotherInstanceConnected_IsToldWhoHasIt()
    {
        var error = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Reset(VolumeStatus.Available)).Refuses(Some.Reserve(2, 2, Some.Connector("b")));

        Assert.Equal(ErrorReason.InvalidVolume, error.Reason);
        Assert.Contains("exported to host a for attachment:" + Some.Attachment(1), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attach_WhenOnlyAReservationWasLeftByAReset_GoesOn() =>
        Life.Of().Serve(Some.Reserve(1), Reset(VolumeStatus.Available), Some.Reserve(2, 2), Some.Connect(2, "b"));

    [Fact]
    public void InitializeConnection_WhenAResetLeftAClaimOfAnotherHost_IsRefused() => Assert.Equal(ErrorReason.InvalidVolume,
        Life.Of().Serve(new VolumeCommand.Reserve(), Some.OsInitialize("a"), Some.OsAttach(1), Reset(VolumeStatus.Available)).Refuses(Some.OsInitialize("b")).Reason);

    [Fact]
    public void Create_OfAnotherHostWhileAHostHasAClaim_IsRefused() =>
        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Serve(Some.OsInitialize("a")).Refuses(Some.Reserve(1, 1, Some.Connector("b"))).Reason);

    [Fact]
    public void Create_OfTheHostThatHasAClaim_JoinsItsExport() =>
        Assert.Equal(2, Life.Of().Serve(Some.OsInitialize("a"), Some.Reserve(1, 1, Some.Connector("a"))).Owners("a").Length);

    [Fact]
    public void Create_OfAMultiAttachVolume_AsksNothingOfTheKind() =>
        Assert.Equal(2, Life.Multi().Serve(Some.Reserve(1, 1, Some.Connector("a")), Some.Reserve(2, 2, Some.Connector("b"))).State.Exports.Length);

    [Theory]
    [InlineData(VolumeStatus.Available)]
    [InlineData(VolumeStatus.Error)]
    public void Remove_WhenAResetLeftAHostConnected_IsRefused(VolumeStatus word)
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Reset(word));

        life.Refuses(new VolumeCommand.Delete(false, false));
        life.Refuses(new VolumeCommand.Delete(false, Force: true));
        life.Refuses(new VolumeCommand.Unmanage());
        life.Refuses(new VolumeCommand.SetReadonly(true));
        life.Refuses(Some.Retype(multiattach: true));
    }

    [Fact]
    public void Revert_WhenAResetLeftAHostConnected_IsRefused() => Assert.Equal(ErrorReason.Conflict,
        Life.Of().Serve(Some.TakeSnapshot(1), Some.Reserve(1), Some.Connect(1, "a"), Reset(VolumeStatus.Available)).Refuses(new VolumeCommand.Revert(Some.Snapshot(1))).Reason);

    [Fact]
    public void ResetStatus_WhenHostsStayConnected_SaysSoInTheTimeline()
    {
        var entry = Assert.Single(Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Reset(VolumeStatus.Available)).State.Ended);

        Assert.Null(entry.Error);
        Assert.Contains("host a for attachment:" + Some.Attachment(1), entry.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void ResetStatus_ToDetached_EndsEveryExport()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), new VolumeCommand.ResetStatus(new(VolumeStatus.Available, AttachStatus.Detached)));

        life.IsSettledWithoutExports();
        Assert.Null(Assert.Single(life.State.Ended).Note);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reserve_WhenTheArrayIsRemovingWhatAnOperatorCalledFree_IsRefused(bool unmanaged)
    {
        var life = Life.Of().Begin(unmanaged ? new VolumeCommand.Unmanage() : new VolumeCommand.Delete(false, false)).Begin(Reset(VolumeStatus.Available));

        life.Refuses(Some.Reserve(1));
        life.Refuses(new VolumeCommand.Reserve());
        life.Refuses(Some.OsAttach(1));
        Assert.Equal(VolumeStatus.Available, life.Settle(OutcomeKind.Busy).State.Status);
        life.Serve(Some.Reserve(1));
    }

    private static VolumeCommand.ResetStatus Reset(VolumeStatus word) => new(new(word, null));
}
