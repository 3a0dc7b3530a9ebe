using OrleansStorage.Backends;
using OrleansStorage.Domain.Reconciliation;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Reconciliation;

/// <summary>The three-way comparison: every kind of difference, and what is proposed.</summary>
public sealed class DriftRulesTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);
    private readonly Life _life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1));

    [Fact]
    public void Compare_WhenAllAgree_FindsNothing() => Assert.Empty(Compare([Shown("a")]));

    [Fact]
    public void Compare_WhenTheArrayForgot_IsRecreated() => Is(Assert.Single(Compare([])), DriftKind.Missing, DriftAction.Recreate, "attachment:");

    [Fact]
    public void Compare_WhenASessionOutlivedItsRule_IsMissing() => Is(Assert.Single(Compare([Shown("a") with { IsLetIn = false, Sessions = 1 }])), DriftKind.Missing, DriftAction.Recreate, "does not show");

    [Fact]
    public void Compare_WhenTheArrayShowsItElsewhere_IsAdopted()
    {
        var drift = Assert.Single(Compare([Shown("a") with { Location = Some.Location("a") with { Lun = 7 } }]));

        Is(drift, DriftKind.Moved, DriftAction.Adopt, "recorded at");
        Assert.Equal((7, "a"), (drift.Lun, drift.Host));
    }

    [Fact]
    public void Compare_WhenAVolumesRecordCannotBeRead_SaysSoAndLeavesItsExports()
    {
        var unreadable = _life.State.Describe() with { Exports = [], Attachments = [], Unreadable = "It is cut off." };

        var drift = DriftRules.Compare(new([unreadable], [Shown("a")], new HashSet<VolumeId> { Some.VolumeId }, [], false), _ => DateTimeOffset.UnixEpoch, Some.Now, Grace);

        Assert.Equal([(DriftKind.Unreadable, DriftAction.Leave, false), (DriftKind.Unreadable, DriftAction.Leave, true)], drift.Select(d => (d.Kind, d.Action, d.Initiator is not null)));
    }

    [Theory]
    [InlineData(0, DriftAction.Leave, "under way")]
    [InlineData(29, DriftAction.Leave, "under way")]
    [InlineData(30, DriftAction.Remove, "our mark")]
    public void Compare_WhenNothingRecordsIt_IsRemovedAfterItsGrace(int seenForSeconds, DriftAction action, string reason) =>
        Is(Assert.Single(Compare([Shown("a"), Shown("b")], seenForSeconds)), DriftKind.Orphaned, action, reason);

    [Fact]
    public void Compare_WhenItsVolumeIsNotOnRecord_IsReportedAndLeftForEver() =>
        Is(Assert.Single(Compare([Shown("a"), Shown("b") with { VolumeId = VolumeId.New() }], 99_999)), DriftKind.Unknown, DriftAction.Leave, "not on this record");

    [Fact]
    public void Compare_WhenASessionIsOpen_IsReportedAndLeftForEver() =>
        Is(Assert.Single(Compare([Shown("a"), Shown("b") with { Sessions = 1 }], 99_999)), DriftKind.Orphaned, DriftAction.Leave, "sessions are open");

    [Fact]
    public void Compare_WhenAnotherInstallationMarkedIt_IsReportedAndLeftForEver() =>
        Is(Assert.Single(Compare([Shown("a"), Shown("b") with { IsOurs = false, Owner = InstallationId.New() }], 99_999)), DriftKind.Unknown, DriftAction.Leave, "installation");

    [Fact]
    public void Compare_WhenTheArrayHasSeenMoreOfTheVolume_SaysThatAndNothingElseOfIt() =>
        Is(Assert.Single(Compare([Shown("b")], 99_999, held: [new(Some.VolumeId, 3, 7)])), DriftKind.Behind, DriftAction.Leave, "epoch 7");

    [Fact]
    public void Compare_WhenTheRecordIsBehind_RemovesNothingAndMakesWhatIsMissing() =>
        Assert.Equal([(DriftKind.Missing, DriftAction.Recreate), (DriftKind.Orphaned, DriftAction.Leave)], Compare([Shown("b")], 99_999, isBehind: true).Select(d => (d.Kind, d.Action)));

    [Fact]
    public void Compare_WhenItNamesNoVolume_IsLeft() => Is(Assert.Single(Compare([Shown("a"), Shown("b") with { VolumeId = null }], 99)), DriftKind.Orphaned, DriftAction.Leave, "no volume");

    [Fact]
    public void Compare_WhenItHasNotOurMark_IsNeverTouched() => Is(Assert.Single(Compare([Shown("a"), Shown("b") with { IsOurs = false }], 99_999)), DriftKind.Foreign, DriftAction.Leave, "our mark");

    [Fact]
    public void Compare_WhenAForeignObjectLooksLikeOurs_DoesNotStandForIt() =>
        Assert.Equal([DriftKind.Missing, DriftKind.Foreign], Compare([Shown("a") with { IsOurs = false }], 99).Select(d => d.Kind));

    [Fact]
    public void Compare_WhileAnOperationIsOpen_LeavesEverythingOfItsVolume()
    {
        _life.Begin(Some.Delete(1));

        Assert.Empty(Compare([]));
        Is(Assert.Single(Compare([Shown("a"), Shown("b")], 99)), DriftKind.Orphaned, DriftAction.Leave, "is open until");
    }

    [Fact]
    public void Compare_WhenItsOwnersAreNoAttachments_IsReported()
    {
        _life.Set(s => s with { Attachments = [] });

        Is(Assert.Single(Compare([Shown("a")], 99)), DriftKind.Unowned, DriftAction.Leave, "force-detach");
    }

    [Fact]
    public void Compare_WhenAnAttachmentsHostNeverAsked_IsReported()
    {
        _life.Set(s => s with { Attachments = s.Attachments.Add(Some.AttachmentOf(2, AttachStatus.Attached, "c")) });

        Is(Assert.Single(Compare([Shown("a")], 99)), DriftKind.Unexported, DriftAction.Leave, "os-attach");
    }

    [Fact]
    public void Compare_StatusThatSaysNobodyHasIt_IsContradictedByTheExportOfAnAttachment()
    {
        _life.Serve(new VolumeCommand.ResetStatus(new(VolumeStatus.Available, null)));

        Is(Assert.Single(Compare([Shown("a")], 99)), DriftKind.Contradicted, DriftAction.Leave, "available");
    }

    private IReadOnlyList<Drift> Compare(IReadOnlyList<ArrayExport> onArray, int seenForSeconds = 0, HeldVolume[]? held = null, bool isBehind = false) =>
        DriftRules.Compare(new([_life.State.Describe()], onArray, new HashSet<VolumeId> { Some.VolumeId }, held ?? [], isBehind), _ => Some.Now.AddSeconds(-seenForSeconds), Some.Now, Grace);

    private static ArrayExport Shown(string host) => new() { VolumeId = Some.VolumeId, Initiator = Some.Connector(host).Initiator, Location = Some.Location(host) };

    private static void Is(Drift drift, DriftKind kind, DriftAction action, string reason)
    {
        Assert.Equal((kind, action), (drift.Kind, drift.Action));
        Assert.Contains(reason, drift.Reason, StringComparison.Ordinal);
    }
}
