using System.Collections.Immutable;
using CsCheck;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Projects;

/// <summary>One project's quotas: the wire contract's §17.</summary>
public sealed class QuotaBookTests
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);

    [Fact]
    public void Limits_WithoutChange_AreCinders()
    {
        var book = new QuotaBook();

        Assert.Equal([1000, 10, 1000, 10, -1, 10, 10], QuotaDefaults.Names.Select(book.LimitOf));
        Assert.Equal([-1, -1, -1], QuotaDefaults.NamesOfType("gold").Select(book.LimitOf));
    }

    [Fact]
    public void Reserve_AsManyAsTheLimit_FitsAndOneMoreDoesNot()
    {
        var book = new QuotaBook();
        for (var i = 1; i <= 10; i++) Assert.Null(Reserve(book, Volume(i)));

        var error = Reserve(book, Volume(11))!;

        Assert.Equal((ErrorReason.OverQuota, "VolumeLimitExceeded: Maximum number of volumes allowed (10) exceeded for quota 'volumes'."), (error.Reason, error.Message));
        Assert.Equal(new QuotaLine(10, 0, 10), book.Line("volumes"));
    }

    [Fact]
    public void Reserve_OfATypeOnly_AsksTheTypesQuotasAlone()
    {
        var book = new QuotaBook();
        for (var i = 1; i <= 10; i++) Assert.Null(Reserve(book, Volume(i)));
        var retype = Volume(11) with { OfTypeOnly = true };

        Assert.Null(Reserve(book, retype));
        book.Cancel(retype.Holder);
        book.Limits = book.Limits.Add("volumes_" + retype.TypeName, 10);
        Assert.Equal(ErrorReason.OverQuota, Reserve(book, retype)!.Reason);
    }

    [Fact]
    public void Reserve_SameHolderAgain_IsCountedOnce()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 600));

        Assert.Null(Reserve(book, Volume(1, 600)));
        Assert.Equal(new QuotaLine(1000, 0, 600), book.Line("gigabytes"));
    }

    [Fact]
    public void Reserve_SameHolderBeyondTheLimit_KeepsWhatItWasPromised()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 600));

        Assert.NotNull(Reserve(book, Volume(1, 2000)));
        Assert.Equal(600, book.Line("gigabytes").Reserved);
    }

    [Fact]
    public void Reserve_Gigabytes_CountVolumesAndSnapshots()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 600));
        Reserve(book, new(Holder(2), Some.Type, "gold", 0, 1, 300, 0));

        var error = Reserve(book, new(Holder(3), Some.Type, "gold", 0, 1, 101, 0))!;

        Assert.Equal("VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes quota. Requested 101G, quota is 1000G and 900G has been consumed.", error.Message);
    }

    [Fact]
    public void Reserve_LimitPerVolume_CountsTheVolumesSize()
    {
        var book = new QuotaBook { Limits = ImmutableDictionary<string, long>.Empty.Add("per_volume_gigabytes", 50) };

        Assert.Equal("VolumeSizeExceedsLimit: Requested volume size 51G is larger than maximum allowed limit 50G.", Reserve(book, Volume(1, 51))!.Message);
        Assert.Null(Reserve(book, Volume(1, 50)));
    }

    [Fact]
    public void Reserve_LimitOfAType_CountsThatTypeAlone()
    {
        var book = new QuotaBook { Limits = ImmutableDictionary<string, long>.Empty.Add("volumes_gold", 1) };
        var silver = new VolumeTypeId(Guid.Parse("33333333-3333-4333-8333-333333333333"));
        Assert.Null(Reserve(book, Volume(1)));

        Assert.Null(Reserve(book, new(Holder(2), silver, "silver", 1, 0, 1, 1)));
        Assert.Equal("VolumeLimitExceeded: Maximum number of volumes allowed (1) exceeded for quota 'volumes_gold'.", Reserve(book, Volume(3))!.Message);
        Assert.Equal(1, book.Line("volumes_gold", Some.Type).Reserved);
    }

    [Fact]
    public void Reserve_MinusOne_IsWithoutLimit()
    {
        var book = new QuotaBook { Limits = ImmutableDictionary<string, long>.Empty.Add("volumes", -1).Add("gigabytes", -1) };

        for (var i = 0; i < 200; i++) Assert.Null(Reserve(book, Volume(i, 1000)));
    }

    [Fact]
    public void Commit_PromiseBecomesUse_UntilACountThatBeganLaterHasIt()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 10));
        book.Commit(Holder(1));
        Assert.Equal(new QuotaLine(1000, 10, 0), book.Line("gigabytes"));

        Count(book, [new ProjectUse(Some.Type, 1, 0, 10)]);
        Assert.Equal(new QuotaLine(1000, 10, 0), book.Line("gigabytes"));
        Count(book, []);
        Assert.Equal(new QuotaLine(1000, 0, 0), book.Line("gigabytes"));
    }

    [Fact]
    public void Commit_WhileACountIsUnderWay_IsNotLost()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 10));
        var counted = book.OnRecord();
        book.Commit(Holder(1));

        book.Load([], default, 0, counted, Some.Now);

        Assert.Equal(new QuotaLine(1000, 10, 0), book.Line("gigabytes"));
    }

    [Fact]
    public void Adopt_PromisesOfTheOneBefore_CountUntilTheirTimeIsOver()
    {
        var before = new QuotaBook();
        Reserve(before, Volume(1, 600));
        Reserve(before, Volume(2, 100));
        before.Commit(Holder(2));
        var book = new QuotaBook();

        book.Adopt(before.Open(), DateTimeOffset.MaxValue);

        Assert.NotNull(Reserve(book, Volume(3, 500)));
        book.Load([], default, 0, [], Some.Now + Lasts);
        Assert.Null(Reserve(book, Volume(3, 500)));
    }

    [Fact]
    public void Defaults_LimitAProjectThatHasNoLimitOfItsOwn()
    {
        var book = new QuotaBook { Limits = ImmutableDictionary<string, long>.Empty.Add("volumes", 5), Defaults = ImmutableDictionary<string, long>.Empty.Add("volumes", 1).Add("gigabytes", 3) };

        Assert.Equal((5, 3, 10), (book.LimitOf("volumes"), book.LimitOf("gigabytes"), book.LimitOf("snapshots")));
    }

    [Fact]
    public void Reserve_Backups_CountsThoseThatAreThere()
    {
        var book = new QuotaBook();
        book.Load([], new(9, 990), 0, [], Some.Now);
        Assert.Equal("VolumeBackupSizeExceedsAvailableQuota: Requested backup exceeds allowed Backup gigabytes quota. Requested 11G, quota is 1000G and 990G has been consumed.", Reserve(book, Backup(1, 11))!.Message);

        Assert.Null(Reserve(book, Backup(1, 5)));
        Assert.Equal("BackupLimitExceeded: Maximum number of backups allowed (10) exceeded", Reserve(book, Backup(2, 5))!.Message);
        Assert.Equal((new QuotaLine(10, 9, 1), new QuotaLine(1000, 990, 5)), (book.Line("backups"), book.Line("backup_gigabytes")));
    }

    [Fact]
    public void Cancel_PromiseIsVoid()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 1000));
        book.Cancel(Holder(1));

        Assert.Null(Reserve(book, Volume(2, 1000)));
    }

    [Fact]
    public void Load_ReplacesUseAndForgetsPromisesWhoseTimeIsOver()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 100));
        book.Reserve(Volume(2, 200), Some.Now + Lasts, Lasts);

        book.Load([new ProjectUse(Some.Type, 3, 2, 50)], default, 0, book.OnRecord(), Some.Now + Lasts);

        Assert.Equal(new QuotaLine(1000, 50, 200), book.Line("gigabytes"));
        Assert.Equal((new QuotaLine(10, 3, 1), new QuotaLine(10, 2, 0)), (book.Line("volumes"), book.Line("snapshots")));
    }

    [Fact]
    public void Load_OfACountThatBeganBeforeAPromiseEnded_KeepsThePromise()
    {
        var book = new QuotaBook();
        Reserve(book, Volume(1, 100));

        book.Load([], default, 0, book.OnRecord(), Some.Now + Lasts - TimeSpan.FromTicks(1));

        Assert.Equal(new QuotaLine(1000, 0, 100), book.Line("gigabytes"));
    }

    [Fact]
    public void AnyHistory_NeverOverrunsALimit()
    {
        var any = Gen.Select(Gen.Int[0, 3], Gen.Int[1, 15], Gen.Int[1, 40], Gen.Bool).Array[50, 150];
        any.Sample(steps =>
        {
            var book = new QuotaBook { Limits = ImmutableDictionary<string, long>.Empty.Add("volumes", 5).Add("snapshots", 4).Add("gigabytes", 100).Add("gigabytes_gold", 80) };
            Dictionary<Guid, QuotaReservation> promised = [], used = [];
            foreach (var (what, holder, size, isVolume) in steps) Step(book, promised, used, what, new(Holder(holder), Some.Type, "gold", isVolume ? 1 : 0, isVolume ? 0 : 1, size, 0));
        }, iter: 500);
    }

    private static void Step(QuotaBook book, Dictionary<Guid, QuotaReservation> promised, Dictionary<Guid, QuotaReservation> used, int what, QuotaReservation asked)
    {
        if (what == 0 && !used.ContainsKey(asked.Holder) && Reserve(book, asked) is null) promised[asked.Holder] = asked;
        if (what == 1 && promised.Remove(asked.Holder, out var kept))
        {
            book.Commit(kept.Holder);
            used[kept.Holder] = kept;
        }
        if (what == 2 && promised.Remove(asked.Holder)) book.Cancel(asked.Holder);
        if (what == 3)
        {
            used.Remove(asked.Holder);
            Count(book, [new ProjectUse(Some.Type, used.Values.Sum(u => u.Volumes), used.Values.Sum(u => u.Snapshots), used.Values.Sum(u => u.SizeGiB))]);
        }

        var all = promised.Values.Concat(used.Values).ToList();
        Assert.Equal((all.Sum(a => a.Volumes), all.Sum(a => a.SizeGiB)), (Total(book.Line("volumes")), Total(book.Line("gigabytes"))));
        Assert.True(all.Sum(a => a.Volumes) <= 5 && all.Sum(a => a.Snapshots) <= 4 && all.Sum(a => a.SizeGiB) <= 80, "a quota was overrun");
    }

    private static long Total(QuotaLine line) => line.InUse + line.Reserved;

    private static StorageError? Reserve(QuotaBook book, QuotaReservation asked) => book.Reserve(asked, Some.Now, Lasts);

    private static void Count(QuotaBook book, ProjectUse[] uses) => book.Load(uses, default, 0, book.OnRecord(), Some.Now);

    private static QuotaReservation Backup(int holder, int sizeGiB) => new(Holder(holder), Some.Type, "", 0, 0, 0, 0) { Backups = 1, BackupSizeGiB = sizeGiB };

    private static QuotaReservation Volume(int holder, int sizeGiB = 1) => new(Holder(holder), Some.Type, "gold", 1, 0, sizeGiB, sizeGiB);

    private static Guid Holder(int number) => new(number, 0, 0, new byte[8]);
}
