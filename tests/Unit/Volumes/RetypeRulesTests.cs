using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Volumes;

/// <summary>Another type, and what would move data: the wire contract's §8.</summary>
public sealed class RetypeRulesTests
{
    [Fact]
    public void Retype_WhereThePoolSuits_ChangesTypeAndMultiattachAndGivesTheOldTypesQuotaBack()
    {
        var life = Life.Of().Serve(Some.TakeSnapshot(1));
        var before = life.State;

        life.Serve(Some.Retype(multiattach: true));

        Assert.Equal((Some.OtherType, true, VolumeStatus.Available), (life.State.TypeId, life.State.Multiattach, life.State.Status));
        var release = Assert.Single(Release.Between(before, life.State));
        Assert.Equal((Some.Type, 1, 1, 20, 10), (release.Quota.TypeId, release.Quota.Volumes, release.Quota.Snapshots, release.Quota.SizeGiB, release.KeepsSizeGiB));
    }

    [Fact]
    public void Retype_WhereDataWouldHaveToMoveAndMayNot_KeepsTheTypeAndSaysWhyInTheTimeline()
    {
        var life = Life.Of().Serve(Some.Retype(whyNotHere: "no such capability"));

        Assert.Equal(Some.Type, life.State.TypeId);
        Assert.Equal(("retype-volume", "The volume keeps its type: no such capability"), (life.State.Ended[0].Kind, life.State.Ended[0].Error));
    }

    [Fact]
    public void Retype_WhereDataWouldHaveToMoveAndMay_IsRefusedWithTheReason() =>
        Assert.Contains("no such capability", Life.Of().Refuses(Some.Retype(whyNotHere: "no such capability", mayMove: true)).Message, StringComparison.Ordinal);

    [Fact]
    public void Retype_ToTheSameTypeOrWhileMigrating_IsRefusedInCindersWords()
    {
        const string words = "Invalid volume: Retype needs volume to be in available or in-use state, not be part of an active migration or a consistency group, requested type has to be different "
            + "that the one from the volume, and for in-use volumes front-end qos specs cannot change.";
        Assert.Equal(words, Life.Of().Set(s => s with { TypeId = Some.OtherType }).Refuses(Some.Retype()).Message);
        Assert.Equal(words, Life.Of().Set(s => s with { MigrationStatus = MigrationStatus.Migrating }).Refuses(Some.Retype()).Message);
    }

    [Fact]
    public void Retype_OfAnAttachedVolume_MayNotChangeMultiattach()
    {
        var life = Life.Of().Serve(Some.OsAttach(1));

        Assert.Equal(ErrorReason.InvalidInput, life.Refuses(Some.Retype(multiattach: true)).Reason);
        Assert.Equal(Some.OtherType, life.Serve(Some.Retype()).State.TypeId);
    }

    [Fact]
    public void Retype_ToOtherQosOfHosts_IsForVolumesThatNobodyHas()
    {
        var retype = Some.Retype();
        retype = retype with { Request = retype.Request with { ChangesHostQos = true } };

        Assert.Equal(ErrorReason.InvalidVolume, Life.Of().Serve(Some.OsAttach(1)).Refuses(retype).Reason);
        Assert.Equal(Some.OtherType, Life.Of().Serve(retype).State.TypeId);
    }

    [Fact]
    public void Migrate_SaysFirstWhatTheVolumeForbids()
    {
        var migrate = new VolumeCommand.Migrate(new("other@backend#pool"));

        Assert.Contains("data is not moved", Life.Of().Refuses(migrate).Message, StringComparison.Ordinal);
        Assert.Contains("must not be migrating, have snapshots", Life.Of().Serve(Some.TakeSnapshot(1)).Refuses(migrate).Message, StringComparison.Ordinal);
        Assert.Contains("destination host/cluster must be different", Life.Of().Refuses(new VolumeCommand.Migrate(Some.Backend)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reimage_OfAVolumeWithTwoAttachments_IsAConflict()
    {
        var life = Life.Multi().Serve(Some.Reserve(1), Some.Reserve(2, instance: 2));

        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(new VolumeCommand.Reimage(AllowReserved: false)).Reason);
        Assert.Equal(ErrorReason.Conflict, life.Refuses(new VolumeCommand.Reimage(AllowReserved: true)).Reason);
    }

    [Fact]
    public void ResetStatus_OfAMigration_IsKeptAndForbidsWhatCinderForbids()
    {
        var life = Life.Of().Serve(Some.OsAttach(1), new VolumeCommand.ResetStatus(new(null, null, MigrationStatus.Migrating)));

        life.ChangesNothing(new VolumeCommand.BeginDetaching());
        Assert.Equal(ErrorReason.InvalidVolume, life.Refuses(Some.TakeSnapshot(1, allowInUse: true)).Reason);
        Assert.Null(life.Serve(new VolumeCommand.ResetStatus(new(null, null, MigrationStatus.None))).State.MigrationStatus);
        Assert.Equal(VolumeStatus.Detaching, life.Serve(new VolumeCommand.BeginDetaching()).State.Status);
    }
}
