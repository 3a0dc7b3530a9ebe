using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>An export that the array shows and nothing records goes as every export goes, and never one that is on record by then.</summary>
public sealed class OrphanRulesTests
{
    [Theory]
    [InlineData("a")]
    [InlineData(null)]
    public void RemoveOrphan_WhenNothingRecordsIt_OpensTheIntentToRemoveIt(string? host)
    {
        var life = Life.Of();
        var epoch = life.State.Epoch;

        life.Begin(RemoveOrphan(host));

        Assert.Equal((IntentKind.RemoveExport, epoch + 1), (life.State.Intent!.Kind, life.State.Intent.Epoch));
        Assert.Equal(Initiator(host), Assert.Single(life.State.Exports).Connector.Initiator);
    }

    [Fact]
    public void RemoveOrphan_WhenItIsDone_LeavesNothingOnRecordAndTheStatusAsItWas()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1));

        life.Serve(RemoveOrphan("b"));

        Assert.Equal("a", Assert.Single(life.State.Exports).Host);
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
    }

    [Fact]
    public void RemoveOrphan_WhenItIsInUse_IsLeftAndKeepsNothingWaiting()
    {
        var life = Life.Of().Begin(RemoveOrphan("a")).Settle(OutcomeKind.Refused);

        Assert.Null(life.State.Intent);
        Assert.Empty(life.State.Exports);
    }

    [Theory]
    [InlineData(OutcomeKind.Unknown)]
    [InlineData(OutcomeKind.Unreachable)]
    public void RemoveOrphan_WhenNobodyKnowsWhetherItWent_StaysOpen(OutcomeKind outcome)
    {
        var life = Life.Of().Begin(RemoveOrphan("a")).Settle(outcome);

        Assert.Equal(IntentKind.RemoveExport, life.State.Intent?.Kind);
    }

    [Fact]
    public void RemoveOrphan_WhenItsHostWasConnectedMeanwhile_ChangesNothing() =>
        Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).ChangesNothing(RemoveOrphan("a"));

    [Fact]
    public void RemoveOrphan_WhenAnotherNameOfItsHostIsConnected_ChangesNothing() =>
        Life.Of().Set(s => s with { Exports = [Some.ExportTo("other name", ExportOwner.Claim("other name")) with { Connector = Some.Connector("a") with { Host = "other name" } }] }).ChangesNothing(RemoveOrphan("a"));

    [Fact]
    public void RemoveOrphan_OfATargetThatLetsNobodyIn_ChangesNothingWhileTheVolumeHasExports() =>
        Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).ChangesNothing(RemoveOrphan(null));

    private static VolumeCommand.RemoveOrphan RemoveOrphan(string? host) => new(Initiator(host));

    private static string? Initiator(string? host) => host is null ? null : Some.Connector(host).Initiator;
}
