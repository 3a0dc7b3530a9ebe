using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Create, delete, extend and reset: the wire contract's §7.2, §7.6, §8 and §27.1.</summary>
public sealed class LifecycleRulesTests
{
    [Fact]
    public void Create_Placed_IsCreatingUntilTheArrayIsDone()
    {
        var life = new Life().Begin(Some.Create(7));
        Assert.Equal((VolumeStatus.Creating, 7, IntentKind.CreateVolume), (life.State.Status, life.State.SizeGiB, life.State.Intent!.Kind));
        Assert.Equal(Some.Now.AddMinutes(5), life.State.Intent.NotAfter);

        life.Settle(OutcomeKind.Done);
        Assert.Equal((VolumeStatus.Available, null), (life.State.Status, life.State.Intent));
    }

    [Fact]
    public void Create_NotPlaced_IsInErrorAndSaysWhy()
    {
        var life = new Life().Begin(Some.Create(placed: false));

        Assert.Equal((VolumeStatus.Error, null, null), (life.State.Status, life.State.Intent, life.State.Backend));
        Assert.Equal("No valid backend was found: no pool is configured", Assert.Single(life.State.Ended).Error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Create_MultiattachSpec_DecidesTheFlag(bool multiattach) => Assert.Equal(multiattach, new Life().Serve(Some.Create(multiattach: multiattach)).State.Multiattach);

    [Fact]
    public void Create_Again_ChangesNothing() => Life.Of().ChangesNothing(Some.Create());

    [Fact]
    public void Delete_AnAvailableVolume_RemovesItFromTheArrayAndIsGone()
    {
        var life = Life.Of().Begin(new VolumeCommand.Delete(false, false));
        Assert.Equal((VolumeStatus.Deleting, IntentKind.DeleteVolume, false), (life.State.Status, life.State.Intent!.Kind, life.State.Gone));

        life.Settle(OutcomeKind.Done);
        Assert.True(life.State.Gone);
    }

    [Fact]
    public void Delete_AnAttachedVolume_IsRefusedAlsoByForce()
    {
        var life = Life.Of().Serve(Some.OsAttach(1));

        Assert.StartsWith("Invalid volume: Volume status must be available or error or error_restoring", life.Refuses(new VolumeCommand.Delete(false, false)).Message);
        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(new VolumeCommand.Delete(true, true)).Reason);
    }

    [Fact]
    public void Delete_WithSnapshots_NeedsCascadeAlsoByForce()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1));

        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(new VolumeCommand.Delete(false, true)).Reason);
        Assert.True(life.Serve(new VolumeCommand.Delete(true, false)).State.Gone);
    }

    [Theory]
    [InlineData(SnapshotStatus.Creating)]
    [InlineData(SnapshotStatus.ErrorDeleting)]
    public void Delete_CascadeWithASnapshotThatCannotGo_IsRefused(SnapshotStatus status) =>
        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1, status)] }).Refuses(new VolumeCommand.Delete(true, false)).Reason);

    [Fact]
    public void Delete_ForcedWhileAHostHasAClaim_RemovesTheExportFirst()
    {
        var life = Life.Of().Serve(new VolumeCommand.Reserve(), Some.OsInitialize("a")).Begin(new VolumeCommand.Delete(false, true));
        Assert.Equal((IntentKind.RemoveExport, "a"), (life.State.Intent!.Kind, life.State.Intent.Host));
        Assert.Equal(AttachStatus.Detached, life.State.AttachStatus);

        life.Settle(OutcomeKind.Done);
        Assert.Equal(IntentKind.DeleteVolume, life.State.Intent.Kind);
    }

    [Fact]
    public void Delete_NeverPlaced_IsGoneWithoutTheArray()
    {
        var life = new Life().Begin(Some.Create(placed: false)).Begin(new VolumeCommand.Delete(false, false));

        Assert.True(life.State.Gone);
        Assert.Null(life.State.Intent);
        Assert.Equal("delete-volume", Assert.Single(life.State.Ended).Kind);
    }

    [Theory]
    [InlineData(MigrationStatus.Migrating)]
    [InlineData(MigrationStatus.Starting)]
    [InlineData(MigrationStatus.Completing)]
    public void Delete_WhileMigrating_IsRefusedByForceToo(MigrationStatus migration) => Assert.Equal(ErrorReason.InvalidVolume,
        Life.Of().Set(s => s with { MigrationStatus = migration }).Refuses(new VolumeCommand.Delete(Cascade: false, Force: true)).Reason);

    [Theory]
    [InlineData(MigrationStatus.Success)]
    [InlineData(MigrationStatus.Error)]
    public void Delete_AfterAMigration_IsServed(MigrationStatus migration) =>
        Assert.True(Life.Of().Set(s => s with { MigrationStatus = migration }).Serve(new VolumeCommand.Delete(false, false)).State.Gone);

    [Fact]
    public void Delete_CascadeWithAnotherProjectsSnapshot_IsRefusedToMembers()
    {
        var life = Life.Of().Set(s => s with { Snapshots = [Some.SnapshotOf(1) with { ProjectId = new("project-2") }] });
        var delete = new VolumeCommand.Delete(Cascade: true, Force: false);

        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(delete).Reason);
        Assert.IsType<Decision.Changed>(VolumeMachine.Decide(life.State, delete, Some.Context(Some.Caller with { IsAdmin = true })));
    }

    [Theory]
    [InlineData(VolumeStatus.Reverting)]
    [InlineData(VolumeStatus.Unmanaging)]
    [InlineData(VolumeStatus.ErrorManagingDeleting)]
    public void ResetStatus_ToWhatWouldBeDone_IsRefused(VolumeStatus status) =>
        Assert.Equal(ErrorReason.InvalidInput, Life.Of().Refuses(new VolumeCommand.ResetStatus(new(status, null))).Reason);

    [Theory]
    [InlineData(VolumeStatus.Available, false)]
    [InlineData(VolumeStatus.InUse, true)]
    public void Extend_Done_GoesBackToTheStatusBefore(VolumeStatus status, bool allowInUse)
    {
        var life = Life.Of();
        if (status == VolumeStatus.InUse) life.Serve(Some.OsAttach(1));
        life.Begin(new VolumeCommand.Extend(20, allowInUse));
        Assert.Equal((VolumeStatus.Extending, 10, 20), (life.State.Status, life.State.SizeGiB, life.State.Intent!.NewSizeGiB));

        life.Settle(OutcomeKind.Done);
        Assert.Equal((status, 20, null), (life.State.Status, life.State.SizeGiB, life.State.PreviousStatus));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(9)]
    public void Extend_NotGreater_IsRefusedAndNamesBothSizes(int size)
    {
        var error = Life.Of().Refuses(new VolumeCommand.Extend(size, false));

        Assert.Equal((ErrorReason.InvalidInput, $"Invalid input received: New size for extend must be greater than current size. (current: 10, extended: {size})."), (error.Reason, error.Message));
    }

    [Fact]
    public void Extend_InUseWhereOnlyAvailableIsAllowed_PrintsCindersCondition() =>
        Assert.Equal($"Invalid volume: Volume {Some.VolumeId} status must be '{{'status': 'available'}}' to extend, currently in-use.",
            Life.Of().Serve(Some.OsAttach(1)).Refuses(new VolumeCommand.Extend(20, false)).Message);

    [Fact]
    public void ResetStatus_Detached_ForgetsAttachmentsAndRemovesTheirExports()
    {
        var life = Life.Multi().Serve(Some.Reserve(1, 1, Some.Connector("a")), Some.Reserve(2, 2, Some.Connector("b")),
            new VolumeCommand.ResetStatus(new(VolumeStatus.Available, AttachStatus.Detached)));

        life.IsSettledWithoutExports();
        Assert.Empty(life.State.Attachments);
        Assert.Equal((VolumeStatus.Available, AttachStatus.Detached), (life.State.Status, life.State.AttachStatus));
    }

    [Fact]
    public void ResetStatus_ToInUseWithoutAttachments_IsRefused() =>
        Assert.Equal(ErrorReason.InvalidInput, Life.Of().Refuses(new VolumeCommand.ResetStatus(new(VolumeStatus.InUse, null))).Reason);

    [Fact]
    public void ResetStatus_ToDeleting_IsRefusedSoThatNoLaterCommandDeletes() =>
        Assert.Equal(ErrorReason.InvalidInput, Life.Of().Refuses(new VolumeCommand.ResetStatus(new(VolumeStatus.Deleting, null))).Reason);

    [Fact]
    public void AnyCommand_VolumeNotOnRecord_IsNotFound()
    {
        foreach (var command in StatusTable.Commands.Values.Where(c => c is not (VolumeCommand.Create or VolumeCommand.Adopt)))
            Assert.Equal(ErrorReason.NotFound, new Life().Refuses(command).Reason);
    }
}
