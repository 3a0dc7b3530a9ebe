using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>The calls that came before attachments: the wire contract's §8 and §12.7.</summary>
public sealed class LegacyRulesTests
{
    [Fact]
    public void InitializeConnection_FirstOfAHost_TakesAClaimAndExports()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"));

        Assert.Equal([ExportOwner.Claim("a")], life.Owners("a"));
        Assert.Equal(VolumeStatus.Available, life.State.Status);
        Assert.Empty(life.State.Attachments);
    }

    [Fact]
    public void InitializeConnection_Again_OnlyReads() => Life.Of().Serve(Some.OsInitialize("a")).ChangesNothing(Some.OsInitialize("a"));

    [Fact]
    public void InitializeConnection_OfAHostThatAnAttachmentExportsTo_OnlyReads()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"));

        life.ChangesNothing(Some.OsInitialize("a"));
    }

    [Fact]
    public void InitializeConnection_OfASecondHostOfAMultiAttachVolume_TakesASecondClaim() =>
        Assert.Equal(["a", "b"], Life.Multi().Serve(Some.OsInitialize("a"), Some.OsInitialize("b")).State.Exports.Select(e => e.Host));

    [Fact]
    public void InitializeConnection_OfASecondHostWhileOneInstanceUsesIt_TakesASecondClaimForItsMigration() =>
        Assert.Equal(["a", "b"], Life.Of().Serve(new VolumeCommand.Reserve(), Some.OsInitialize("a"), Some.OsAttach(1), Some.OsInitialize("b"))
            .State.Exports.Select(e => e.Host));

    [Fact]
    public void TerminateConnection_GivesTheClaimBackAndUnreserves()
    {
        var life = Life.Of().Serve(new VolumeCommand.Reserve(), Some.OsInitialize("a")).Begin(Some.OsTerminate("a"));
        Assert.Equal((IntentKind.RemoveExport, "a"), (life.State.Intent!.Kind, life.State.Intent.Host));

        life.Settle(OutcomeKind.Done);

        life.IsSettledWithoutExports();
        Assert.Equal(VolumeStatus.Available, life.State.Status);
    }

    [Fact]
    public void TerminateConnection_WithoutConnector_GivesEveryClaimBack()
    {
        var life = Life.Multi().Serve(Some.OsInitialize("a"), Some.OsInitialize("b"), Some.OsTerminate(null));

        life.IsSettledWithoutExports();
    }

    [Fact]
    public void TerminateConnection_OfAHostThatAnAttachmentNeeds_KeepsItsExport()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).Serve(Some.OsTerminate("a"));

        Assert.Equal([ExportOwner.Attachment(Some.Attachment(1))], life.Owners("a"));
    }

    [Fact]
    public void TerminateConnection_OfAHostWithClaimAndAttachment_LeavesTheAttachment()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"), Some.Reserve(1), Some.Connect(1, "a")).Begin(Some.OsTerminate("a"));

        Assert.Null(life.State.Intent);
        Assert.Equal([ExportOwner.Attachment(Some.Attachment(1))], life.Owners("a"));
    }

    [Fact]
    public void TerminateConnection_OfAnUnknownHost_ChangesNothing() => Life.Of().ChangesNothing(Some.OsTerminate("nobody"));

    [Fact]
    public void TerminateConnection_ArrayDoesNotAgree_KeepsTheIntentOpen()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a")).Begin(Some.OsTerminate("a")).Settle(OutcomeKind.Unreachable);

        Assert.Equal(ExportPhase.Removing, life.Export("a").Phase);
        Assert.Equal(IntentKind.RemoveExport, life.State.Intent!.Kind);
    }

    [Fact]
    public void Reserve_AnAvailableVolume_IsAttaching() => Assert.Equal(VolumeStatus.Attaching, Life.Of().Serve(new VolumeCommand.Reserve()).State.Status);

    [Fact]
    public void Reserve_ASingleAttachVolumeInUse_IsRefusedInCindersWords() => Assert.Equal("Invalid volume: Volume status must be available to reserve, but the status is in-use.",
        Life.Of().Serve(Some.OsAttach(1)).Refuses(new VolumeCommand.Reserve()).Message);

    [Fact]
    public void Unreserve_WithoutAttachments_IsAvailableAgain() =>
        Assert.Equal(VolumeStatus.Available, Life.Of().Serve(new VolumeCommand.Reserve(), new VolumeCommand.Unreserve()).State.Status);

    [Fact]
    public void Unreserve_WithAttachments_IsInUse() =>
        Assert.Equal(VolumeStatus.InUse, Life.Multi().Serve(Some.OsAttach(1), new VolumeCommand.Reserve(), new VolumeCommand.Unreserve()).State.Status);

    [Theory]
    [InlineData(VolumeStatus.Available)]
    [InlineData(VolumeStatus.Error)]
    public void Unreserve_OfAnyOtherStatus_ChangesNothing(VolumeStatus status) => Life.Of(status).ChangesNothing(new VolumeCommand.Unreserve());

    [Fact]
    public void BeginDetaching_AVolumeInUse_IsDetachingUntilItIsRolledBack()
    {
        var life = Life.Of().Serve(Some.OsAttach(1), new VolumeCommand.BeginDetaching());
        Assert.Equal(VolumeStatus.Detaching, life.State.Status);

        life.Serve(new VolumeCommand.RollDetaching());
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
    }

    [Fact]
    public void BeginDetaching_AVolumeNotAttached_IsRefused() =>
        Assert.Equal("Invalid volume: Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach.",
            Life.Of().Refuses(new VolumeCommand.BeginDetaching()).Message);

    [Fact]
    public void BeginDetaching_OfOneAttachment_DoesNotShutOutAnotherOfAMultiAttachVolume()
    {
        var life = Life.Multi().Serve(Some.OsAttach(1, 1), Some.OsAttach(2, 2), new VolumeCommand.BeginDetaching());

        life.ChangesNothing(new VolumeCommand.BeginDetaching());
    }

    [Fact]
    public void BeginDetaching_TwiceOfASingleAttachVolume_IsRefused() =>
        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Serve(Some.OsAttach(1), new VolumeCommand.BeginDetaching()).Refuses(new VolumeCommand.BeginDetaching()).Reason);

    [Fact]
    public void Attach_WithoutReserve_IsInUseAndAsksNoArray()
    {
        var life = Life.Of().Begin(Some.OsAttach(1, 1));

        Assert.Null(life.State.Intent);
        Assert.Equal((VolumeStatus.InUse, AttachStatus.Attached), (life.State.Status, life.State.AttachStatus));
        Assert.Equal(("rw", "False"), (life.State.AdminMetadata["attached_mode"], life.State.AdminMetadata["readonly"]));
    }

    [Fact]
    public void Attach_SameInstanceAgain_ChangesNothing() => Life.Of().Serve(Some.OsAttach(1, 1)).ChangesNothing(Some.OsAttach(2, 1));

    [Fact]
    public void Attach_SameHostAgain_ChangesNothing() => Life.Of().Serve(Some.OsAttach(1, instance: null, host: "a")).ChangesNothing(Some.OsAttach(2, instance: null, host: "a"));

    [Fact]
    public void Attach_AnotherInstanceOfASingleAttachVolume_IsRefused() => Assert.Equal("Invalid volume: volume is already attached and multiple attachments are not enabled",
        Life.Of().Serve(Some.OsAttach(1, 1)).Refuses(Some.OsAttach(2, 2)).Message);

    [Fact]
    public void Attach_AnotherInstanceOfAMultiAttachVolume_IsServed() => Assert.Equal(2, Life.Multi().Serve(Some.OsAttach(1, 1), Some.OsAttach(2, 2)).State.Attachments.Length);

    [Fact]
    public void Attach_ReadWriteOfAReadOnlyVolume_IsRefused()
    {
        var life = Life.Of().Serve(new VolumeCommand.SetReadonly(true));

        Assert.Equal($"Invalid attaching mode 'rw' for volume {Some.VolumeId}.", life.Refuses(Some.OsAttach(1)).Message);
        life.Serve(Some.OsAttach(1, mode: AttachMode.ReadOnly));
        Assert.Equal(AttachMode.ReadOnly, AccessRule.Of(life.State));
    }

    [Fact]
    public void Attach_WhileTheVolumeGrows_IsSeenAfterTheGrowth()
    {
        var life = Life.Of().Begin(new VolumeCommand.Extend(20, false)).Begin(Some.OsAttach(1)).Settle(OutcomeKind.Done);

        Assert.Equal((VolumeStatus.InUse, 20), (life.State.Status, life.State.SizeGiB));
    }

    [Fact]
    public void Detach_TheOnlyAttachmentWithoutId_RemovesWhatItsHostHeld()
    {
        var life = Life.Of().Serve(new VolumeCommand.Reserve(), Some.OsInitialize("a"), Some.OsAttach(1, 1), new VolumeCommand.BeginDetaching(), new VolumeCommand.Detach(null));

        life.IsSettledWithoutExports();
        Assert.Empty(life.State.Attachments);
        Assert.Equal((VolumeStatus.Available, AttachStatus.Detached), (life.State.Status, life.State.AttachStatus));
    }

    [Fact]
    public void Detach_OneOfTwoWithoutId_IsRefused() => Assert.Equal("Invalid volume: Detach volume failed: More than one attachment, but no attachment_id provided.",
        Life.Multi().Serve(Some.OsAttach(1, 1), Some.OsAttach(2, 2)).Refuses(new VolumeCommand.Detach(null)).Message);

    [Fact]
    public void Detach_OneHostOfTwo_LeavesTheOthersClaim()
    {
        var life = Life.Multi().Serve(Some.OsInitialize("a"), Some.OsAttach(1, null, "a"), Some.OsInitialize("b"), Some.OsAttach(2, null, "b"), new VolumeCommand.Detach(Some.Attachment(1)));

        Assert.Equal("b", Assert.Single(life.State.Exports).Host);
        Assert.Equal(Some.Attachment(2), Assert.Single(life.State.Attachments).Id);
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
    }

    [Fact]
    public void Detach_AVolumeWithoutAttachments_MakesItAvailable() => Assert.Equal(VolumeStatus.Available, Life.Of(VolumeStatus.Error).Serve(new VolumeCommand.Detach(null)).State.Status);

    [Fact]
    public void Detach_AnUnknownIdBesideOthers_ChangesNothingWhenTheStatusIsRight() => Life.Of().Serve(Some.OsAttach(1)).ChangesNothing(new VolumeCommand.Detach(Some.Attachment(9)));

    [Fact]
    public void Detach_AnUnknownIdBesideOthers_EndsTheDetachThatWasBegunAndLeavesTheirExport()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"), Some.OsAttach(1, null, "a"), new VolumeCommand.BeginDetaching(), new VolumeCommand.Detach(Some.Attachment(9)));

        Assert.Equal((VolumeStatus.InUse, AttachStatus.Attached), (life.State.Status, life.State.AttachStatus));
        Assert.Equal(Some.Attachment(1), Assert.Single(life.State.Attachments).Id);
        Assert.Equal("a", Assert.Single(life.State.Exports).Host);
    }

    [Fact]
    public void Detach_AnUnknownIdBesideOthers_ShowsWhatTheMostAttachedOfThemIs()
    {
        var life = Life.Of().Serve(Some.Reserve(1)).Set(s => s with { Status = VolumeStatus.Error }).Serve(new VolumeCommand.Detach(Some.Attachment(9)));

        Assert.Equal((VolumeStatus.Reserved, AttachStatus.Reserved), (life.State.Status, life.State.AttachStatus));
    }

    [Fact]
    public void Detach_AnUnknownIdOfAVolumeWithoutAttachments_MakesItAvailable() =>
        Assert.Equal(VolumeStatus.Available, Life.Of(VolumeStatus.Detaching).Serve(new VolumeCommand.Detach(Some.Attachment(9))).State.Status);

    [Fact]
    public void Detach_TwiceOfTheSameAttachment_ChangesNothingTheSecondTime() =>
        Life.Of().Serve(Some.OsAttach(1), new VolumeCommand.Detach(Some.Attachment(1))).ChangesNothing(new VolumeCommand.Detach(Some.Attachment(1)));

    [Fact]
    public void ForceDetach_GivesTheConnectorsClaimBackToo()
    {
        var life = Life.Multi().Serve(Some.OsInitialize("a"), Some.OsInitialize("b"), Some.OsAttach(1, 1), Some.OsAttach(2, 2),
            new VolumeCommand.ForceDetach(Some.Attachment(1), Some.Connector("a")));

        Assert.Equal("b", Assert.Single(life.State.Exports).Host);
        Assert.False(life.HasAttachment(1));
    }

    [Fact]
    public void ForceDetach_AConnectedAttachment_RemovesItsExport()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), new VolumeCommand.ForceDetach(Some.Attachment(1), Some.Connector("a")));

        life.IsSettledWithoutExports();
        Assert.Equal(VolumeStatus.Available, life.State.Status);
    }

    [Fact]
    public void LegacyMigration_InitializeOnTheDestinationAndTerminateOnTheSource_ChangesNoAttachment()
    {
        var life = Life.Of().Serve(Some.OsInitialize("a"), Some.OsAttach(1, 1), Some.OsInitialize("b"), Some.OsTerminate("a"));

        Assert.Equal("b", Assert.Single(life.State.Exports).Host);
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
    }
}
