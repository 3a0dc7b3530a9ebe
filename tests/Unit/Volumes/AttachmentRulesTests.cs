using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Reserve, connect, complete and delete: the wire contract's §9 and §10.</summary>
public sealed class AttachmentRulesTests
{
    private static readonly ExportOwner First = ExportOwner.Attachment(Some.Attachment(1));
    private static readonly ExportOwner Second = ExportOwner.Attachment(Some.Attachment(2));

    [Fact]
    public void Create_WithoutConnector_ReservesAndAsksNoArray()
    {
        var life = Life.Of().Begin(Some.Reserve(1));

        Assert.Null(life.State.Intent);
        Assert.Equal((VolumeStatus.Reserved, AttachStatus.Reserved), (life.State.Status, life.State.AttachStatus));
        Assert.Equal(AttachStatus.Reserved, life.Attachment(1).Status);
        Assert.Null(life.Attachment(1).Host);
    }

    [Fact]
    public void Create_SameIdAgain_ChangesNothing() => Life.Of().Serve(Some.Reserve(1)).ChangesNothing(Some.Reserve(1));

    [Fact]
    public void Create_OnAReservedVolumeByAnotherInstance_IsRefusedInCindersWords() =>
        Assert.Equal($"Invalid volume: Volume {Some.VolumeId} status must be available or downloading to reserve, but the current status is reserved.",
            Life.Of().Serve(Some.Reserve(1)).Refuses(Some.Reserve(2, instance: 2)).Message);

    [Fact]
    public void Create_OnAVolumeInError_IsRefused() => Assert.Equal(ErrorReason.InvalidVolume, Life.Of(VolumeStatus.ErrorExtending).Refuses(Some.Reserve(1)).Reason);

    [Theory]
    [InlineData(VolumeStatus.Reserved)]
    [InlineData(VolumeStatus.InUse)]
    public void Create_BySameInstance_OverridesTheStatus(VolumeStatus status)
    {
        var life = Life.Of().Serve(Some.Reserve(1));
        if (status == VolumeStatus.InUse) life.Serve(Some.Connect(1, "a"), Some.Complete(1));

        life.Serve(Some.Reserve(2, instance: 1));

        Assert.Equal(status, life.State.Status);
        Assert.Equal(2, life.State.Attachments.Length);
    }

    [Fact]
    public void Create_BySameInstanceWhileItAttaches_IsRefused() =>
        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).Refuses(Some.Reserve(2, instance: 1)).Reason);

    [Fact]
    public void Create_WithoutInstanceOnAReservedVolume_DoesNotMatchAnotherWithoutInstance() =>
        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Serve(Some.Reserve(1, instance: null)).Refuses(Some.Reserve(2, instance: null)).Reason);

    [Fact]
    public void Create_SecondHostOfTheSameInstanceWithConnector_MakesASecondExport()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), Some.Reserve(2, instance: 1, Some.Connector("b")));

        Assert.Equal([First], life.Owners("a"));
        Assert.Equal([Second], life.Owners("b"));
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
        Assert.Equal(AttachStatus.Attaching, life.Attachment(2).Status);
    }

    [Fact]
    public void Create_OfAMultiAttachVolumeWhileAnotherAttaches_IsServed()
    {
        var life = Life.Multi().Serve(Some.Reserve(1, 1), Some.Connect(1, "a"), Some.Reserve(2, 2, Some.Connector("b")), Some.Reserve(3, 3));

        Assert.Equal(VolumeStatus.Attaching, life.State.Status);
        Assert.Equal([AttachStatus.Attaching, AttachStatus.Attaching, AttachStatus.Reserved], life.State.Attachments.Select(a => a.Status));
    }

    [Fact]
    public void Create_WithConnectorThatTheArrayRefuses_LeavesWhatItFound()
    {
        var life = Life.Of().Begin(Some.Reserve(1, 1, Some.Connector("a"))).Settle(OutcomeKind.Refused);

        life.IsSettledWithoutExports();
        Assert.Equal((VolumeStatus.Available, AttachStatus.Detached), (life.State.Status, life.State.AttachStatus));
        Assert.Empty(life.State.Attachments);
        life.Serve(Some.Reserve(1, 1, Some.Connector("a")));
    }

    [Fact]
    public void Create_WithConnectorOfUnknownOutcome_LeavesWhatItFoundOnceTheArrayAgrees()
    {
        var life = Life.Of().Begin(Some.Reserve(1, 1, Some.Connector("a"))).Settle(OutcomeKind.Unknown);
        Assert.Equal(IntentKind.RemoveExport, life.State.Intent!.Kind);

        life.Settle(OutcomeKind.Done);

        life.IsSettledWithoutExports();
        Assert.Equal(VolumeStatus.Available, life.State.Status);
    }

    [Fact]
    public void Create_WithConnectorOfAReservationThatTheArrayRefuses_KeepsTheReservation()
    {
        var life = Life.Of().Serve(Some.Reserve(1)).Begin(Some.Reserve(1, 1, Some.Connector("a"))).Settle(OutcomeKind.Refused);

        Assert.Equal((VolumeStatus.Reserved, AttachStatus.Reserved), (life.State.Status, life.Attachment(1).Status));
    }

    [Fact]
    public void Create_WithConnectorThatTheArrayRefusesOnceItWasCompleted_KeepsTheAttachment()
    {
        var life = Life.Of().Begin(Some.Reserve(1, 1, Some.Connector("a"))).Begin(Some.Complete(1)).Settle(OutcomeKind.Refused);

        Assert.Equal(AttachStatus.Attached, life.Attachment(1).Status);
    }

    [Theory]
    [InlineData("True")]
    [InlineData("False")]
    public void Create_OfAVolumeWithAnyReadonlyFlag_IsReadOnly(string flag)
    {
        var life = Life.Of().Set(s => s with { AdminMetadata = s.AdminMetadata.Add("readonly", flag) }).Serve(Some.Reserve(1, mode: AttachMode.ReadWrite));

        Assert.Equal(AttachMode.ReadOnly, life.Attachment(1).Mode);
    }

    [Fact]
    public void Connect_First_WritesTheIntentBeforeTheArrayIsAsked()
    {
        var life = Life.Of().Serve(Some.Reserve(1)).Begin(Some.Connect(1, "a"));

        var intent = Assert.IsType<Intent>(life.State.Intent);
        Assert.Equal((IntentKind.CreateExport, "a", 1L, Some.Now.AddSeconds(15)), (intent.Kind, intent.Host, intent.Epoch, intent.NotAfter));
        Assert.Equal(1, life.State.Epoch);
        Assert.Equal(ExportPhase.Creating, life.Export("a").Phase);
        Assert.Equal(AttachStatus.Reserved, life.Attachment(1).Status);
    }

    [Fact]
    public void Connect_ArrayDone_ExportsAndAttaches()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"));

        Assert.Equal((VolumeStatus.Attaching, AttachStatus.Attaching), (life.State.Status, life.State.AttachStatus));
        Assert.Equal((AttachStatus.Attaching, "a", "na", AttachMode.ReadWrite), (life.Attachment(1).Status, life.Attachment(1).Host, life.Attachment(1).Mountpoint, life.Attachment(1).Mode));
        Assert.Equal(Some.Location("a").TargetName, life.Export("a").Location!.TargetName);
        Assert.Equal([First], life.Owners("a"));
    }

    [Fact]
    public void Connect_AgainFromTheSameHost_ChangesNothing() => Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).ChangesNothing(Some.Connect(1, "a"));

    [Fact]
    public void Connect_AnotherHostOfASingleAttachVolume_IsADuplicateConnector()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), Some.Reserve(2, instance: 1));

        var error = life.Refuses(Some.Connect(2, "b"));

        Assert.Equal((ErrorReason.Conflict, $"Invalid volume: duplicate connectors detected on volume {Some.VolumeId}"), (error.Reason, error.Message));
    }

    [Fact]
    public void Delete_OfOneOfTwoHostsWithTheSameInitiator_LeavesTheArrayToTheOther()
    {
        var twin = new VolumeCommand.ConnectAttachment(Some.Attachment(2), Some.Connector("a") with { Host = "b" });
        var life = Life.Multi().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Reserve(2, instance: 2), twin);
        Assert.Equal(life.Export("a").ChapSecret, life.Export("b").ChapSecret);

        var one = life.Begin(new VolumeCommand.DeleteAttachment(Some.Attachment(1)));

        Assert.Null(one.State.Intent);
        Assert.Equal(["b"], one.State.Exports.Select(e => e.Host));
        Assert.Equal([Some.Attachment(2)], one.State.Attachments.Select(a => a.Id));
        Assert.Equal(IntentKind.RemoveExport, one.Begin(new VolumeCommand.DeleteAttachment(Some.Attachment(2))).State.Intent!.Kind);
    }

    [Fact]
    public void Connect_SameHostOfASingleAttachVolume_JoinsTheExportWithoutTheArray()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), Some.Reserve(2, instance: 1)).Begin(Some.Connect(2, "a"));

        Assert.Null(life.State.Intent);
        Assert.Equal([First, Second], life.Owners("a"));
        Assert.Equal((AttachStatus.Attaching, "a"), (life.Attachment(2).Status, life.Attachment(2).Host));
    }

    [Fact]
    public void Connect_AnotherHostOfAMultiAttachVolume_MakesItsOwnExport()
    {
        var life = Life.Multi().Serve(Some.Reserve(1, 1), Some.Reserve(2, 2), Some.Connect(1, "a"), Some.Connect(2, "b"));

        Assert.Equal(["a", "b"], life.State.Exports.Select(e => e.Host));
    }

    [Fact]
    public void Connect_SameHostUnderAnotherInitiator_IsAConflict()
    {
        var life = Life.Multi().Serve(Some.Reserve(1, 1), Some.Reserve(2, 2), Some.Connect(1, "a"));

        var error = life.Refuses(new VolumeCommand.ConnectAttachment(Some.Attachment(2), Some.Connector("a") with { Initiator = "iqn.other" }));

        Assert.Equal(ErrorReason.Conflict, error.Reason);
    }

    [Fact]
    public void Connect_ToAnotherHost_MakesTheNewExportBeforeTheOldOneGoes()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1)).Begin(Some.Connect(1, "b"));
        Assert.Equal((IntentKind.CreateExport, "b"), (life.State.Intent!.Kind, life.State.Intent.Host));
        Assert.Equal(ExportPhase.Exported, life.Export("a").Phase);

        life.Settle(OutcomeKind.Done);
        Assert.Equal((IntentKind.RemoveExport, "a"), (life.State.Intent!.Kind, life.State.Intent.Host));
        Assert.Equal(ExportPhase.Exported, life.Export("b").Phase);

        life.Settle(OutcomeKind.Done);
        Assert.Equal(["b"], life.State.Exports.Select(e => e.Host));
        Assert.Equal((AttachStatus.Attached, "b"), (life.Attachment(1).Status, life.Attachment(1).Host));
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
    }

    [Theory]
    [InlineData(OutcomeKind.Refused)]
    [InlineData(OutcomeKind.Unreachable)]
    [InlineData(OutcomeKind.Busy)]
    [InlineData(OutcomeKind.Unknown)]
    public void Connect_MoveToAHostThatFails_LeavesTheOldHostAsItWas(OutcomeKind outcome)
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1));
        var before = life.Export("a");

        life.Begin(Some.Connect(1, "b")).Settle(outcome);
        if (outcome == OutcomeKind.Unknown) life.Settle(OutcomeKind.Done);

        Assert.Null(life.State.Intent);
        Assert.Equal(before, Assert.Single(life.State.Exports));
        Assert.Equal((AttachStatus.Attached, "a"), (life.Attachment(1).Status, life.Attachment(1).Host));
    }

    [Fact]
    public void Connect_AnUnknownAttachment_IsNotFound() => Assert.Equal(ErrorReason.NotFound, Life.Of().Refuses(Some.Connect(7, "a")).Reason);

    [Fact]
    public void Connect_AnAttachmentThatIsBeingRemoved_IsAConflict() =>
        Assert.Equal(ErrorReason.Conflict, DetachingButUnreachable().Refuses(Some.Connect(1, "a")).Reason);

    [Fact]
    public void Connect_ModeIsTakenFromTheConnectorWhenNobodySaid()
    {
        var readOnly = Some.Connector("a") with { Mode = AttachMode.ReadOnly, Mountpoint = "/dev/vdc" };
        var life = Life.Of().Serve(Some.Reserve(1, mode: AttachMode.Unspecified), new VolumeCommand.ConnectAttachment(Some.Attachment(1), readOnly));

        Assert.Equal((AttachMode.ReadOnly, "/dev/vdc"), (life.Attachment(1).Mode, life.Attachment(1).Mountpoint));
    }

    [Fact]
    public void Complete_AConnectedAttachment_MakesTheVolumeInUse()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1));

        Assert.Equal((VolumeStatus.InUse, AttachStatus.Attached), (life.State.Status, life.State.AttachStatus));
        life.ChangesNothing(Some.Complete(1));
    }

    [Fact]
    public void Complete_AReservedAttachment_IsServedAsNovaDoesForShelvedServers() =>
        Assert.Equal(VolumeStatus.InUse, Life.Of().Serve(Some.Reserve(1), Some.Complete(1)).State.Status);

    [Fact]
    public void Complete_AnAttachmentThatIsBeingRemoved_IsAConflict() => Assert.Equal(ErrorReason.Conflict, DetachingButUnreachable().Refuses(Some.Complete(1)).Reason);

    [Fact]
    public void Complete_WhileTheVolumeGrows_IsSeenAfterTheGrowth()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Reserve(2), Some.Connect(1, "a"), Some.Complete(1)).Begin(new VolumeCommand.Extend(20, true));

        life.Begin(Some.Complete(2)).Settle(OutcomeKind.Done);

        Assert.Equal((VolumeStatus.InUse, 20), (life.State.Status, life.State.SizeGiB));
    }

    [Fact]
    public void Delete_AReservedAttachment_AsksNoArray()
    {
        var life = Life.Of().Serve(Some.Reserve(1)).Begin(Some.Delete(1));

        life.IsSettledWithoutExports();
        Assert.Equal((VolumeStatus.Available, AttachStatus.Detached), (life.State.Status, life.State.AttachStatus));
        Assert.Equal(0, life.State.Epoch);
    }

    [Fact]
    public void Delete_OneOfTwoOnTheSameHost_KeepsTheExport()
    {
        var life = Life.Multi().Serve(Some.Reserve(1, 1), Some.Reserve(2, 2), Some.Connect(1, "a"), Some.Connect(2, "a")).Begin(Some.Delete(1));

        Assert.Null(life.State.Intent);
        Assert.False(life.HasAttachment(1));
        Assert.Equal([Second], life.Owners("a"));
        Assert.Equal(ExportPhase.Exported, life.Export("a").Phase);
    }

    [Fact]
    public void Delete_TheLastOwner_RemovesTheExportAndThenTheAttachment()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1)).Begin(Some.Delete(1));
        Assert.Equal(AttachStatus.Detaching, life.Attachment(1).Status);
        Assert.Equal((VolumeStatus.Detaching, ExportPhase.Removing), (life.State.Status, life.Export("a").Phase));

        life.Settle(OutcomeKind.Done);

        life.IsSettledWithoutExports();
        Assert.Empty(life.State.Attachments);
        Assert.Equal(VolumeStatus.Available, life.State.Status);
    }

    [Theory]
    [InlineData(OutcomeKind.Refused)]
    [InlineData(OutcomeKind.Unreachable)]
    [InlineData(OutcomeKind.Busy)]
    [InlineData(OutcomeKind.Unknown)]
    public void Delete_ArrayDoesNotAgree_StaysDetachingUntilItDoes(OutcomeKind outcome)
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1)).Begin(Some.Delete(1));

        for (var i = 0; i < 5; i++) life.Settle(outcome).TakeUpAgain();
        Assert.Equal((AttachStatus.Detaching, VolumeStatus.Detaching), (life.Attachment(1).Status, life.State.Status));
        Assert.Equal(7, life.State.Epoch);

        life.Settle(OutcomeKind.Done);
        life.IsSettledWithoutExports();
        Assert.False(life.HasAttachment(1));
    }

    [Fact]
    public void Delete_TheSourceOfAMigration_LeavesTheDestination()
    {
        var life = Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a"), Some.Complete(1), Some.Reserve(2, 1, Some.Connector("b")), Some.Complete(2), Some.Delete(1));

        Assert.Single(life.State.Exports);
        Assert.Equal([Second], life.Owners("b"));
        Assert.Equal(VolumeStatus.InUse, life.State.Status);
    }

    [Fact]
    public void Delete_ForgetsTheAttachedMode()
    {
        var life = Life.Of().Serve(Some.OsAttach(1, mode: AttachMode.ReadOnly), Some.Delete(1));

        Assert.DoesNotContain("attached_mode", life.State.AdminMetadata.Keys);
    }

    [Fact]
    public void Delete_AnUnknownAttachment_IsNotFound() => Assert.Equal(ErrorReason.NotFound, Life.Of().Refuses(Some.Delete(7)).Reason);

    [Fact]
    public void Delete_WhileAnImageIsMade_KeepsTheStatus()
    {
        var life = Life.Of().Serve(Some.Reserve(1)).Set(s => s with { Status = VolumeStatus.Uploading }).Serve(Some.Delete(1));

        Assert.Equal((VolumeStatus.Uploading, AttachStatus.Detached), (life.State.Status, life.State.AttachStatus));
    }

    [Fact]
    public void AnyCommand_OfAnotherProject_FindsNothing()
    {
        var stranger = Some.Caller with { Project = new("project-2") };

        var decision = VolumeMachine.Decide(Some.Volume(), Some.Reserve(1), Some.Context(stranger));

        Assert.Equal(ErrorReason.NotFound, Assert.IsType<Decision.Refused>(decision).Error.Reason);
    }

    private static Life DetachingButUnreachable() => Life.Of().Serve(Some.Reserve(1), Some.Connect(1, "a")).Begin(Some.Delete(1)).Settle(OutcomeKind.Unreachable);
}
