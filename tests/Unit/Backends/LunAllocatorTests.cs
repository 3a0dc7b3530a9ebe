using OrleansStorage.Domain.Backends;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>LUNs of a shared target: unique, and cool before they are given again.</summary>
public sealed class LunAllocatorTests
{
    private static readonly TimeSpan CoolDown = TimeSpan.FromMinutes(1);

    [Fact]
    public void Take_SameExportAgain_IsTheSameLun()
    {
        var luns = new LunAllocator(1, 4, CoolDown);

        Assert.Equal(1, luns.Take(Volume(1), "a", 0, Some.Now));
        Assert.Equal(2, luns.Take(Volume(1), "b", 1, Some.Now));
        Assert.Equal(1, luns.Take(Volume(1), "a", 2, Some.Now));
    }

    [Fact]
    public void Take_EveryLunTaken_IsNone()
    {
        var luns = new LunAllocator(1, 2, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.Take(Volume(2), "a", 0, Some.Now);

        Assert.Null(luns.Take(Volume(3), "a", 0, Some.Now));
    }

    [Fact]
    public void Take_AFreedLun_CoolsDownFirst()
    {
        var luns = new LunAllocator(1, 1, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.Release(Volume(1), "a", Some.Now);

        Assert.Null(luns.Take(Volume(2), "a", 0, Some.Now + CoolDown - TimeSpan.FromTicks(1)));
        Assert.Equal(1, luns.Take(Volume(2), "a", 0, Some.Now + CoolDown));
    }

    [Fact]
    public void Take_AfterAFreedLunHasCooled_GoesOnInRotation()
    {
        var luns = new LunAllocator(1, 3, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.Release(Volume(1), "a", Some.Now);

        Assert.Equal([2, 3, 1], Enumerable.Range(2, 3).Select(i => luns.Take(Volume(i), "a", i - 1, Some.Now + CoolDown)!.Value));
    }

    [Fact]
    public void Take_AfterARestart_LeavesWhatIsOnRecordAndGoesOnWhereTheTicketsDo()
    {
        var luns = new LunAllocator(1, 5, CoolDown);
        luns.Adopt(Volume(1), "a", 3);
        luns.Adopt(Volume(2), "a", 1);

        Assert.Equal(3, luns.Take(Volume(1), "a", 3, Some.Now));
        Assert.Equal([4, 5, 2], Enumerable.Range(3, 3).Select(i => luns.Take(Volume(i + 10), "a", i, Some.Now)!.Value));
    }

    [Fact]
    public void Take_AfterARestartThatForgotWhatCools_DoesNotGiveAJustFreedLun()
    {
        var before = new LunAllocator(1, 100, CoolDown);
        var freed = before.Take(Volume(1), "a", 0, Some.Now);
        before.Release(Volume(1), "a", Some.Now);

        Assert.NotEqual(freed, new LunAllocator(1, 100, CoolDown).Take(Volume(2), "a", 1, Some.Now));
    }

    [Fact]
    public void GiveBack_LunThatTheArrayNeverSaw_NeedsNoRest()
    {
        var luns = new LunAllocator(1, 1, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.GiveBack(Volume(1), "a", 0, shownAt: null);

        Assert.Equal(1, luns.Take(Volume(2), "a", 1, Some.Now));
    }

    [Fact]
    public void GiveBack_LunThatTheArrayMayHaveSeen_CoolsDown()
    {
        var luns = new LunAllocator(1, 1, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.GiveBack(Volume(1), "a", 0, Some.Now);

        Assert.Null(luns.Take(Volume(2), "a", 1, Some.Now + CoolDown - TimeSpan.FromTicks(1)));
        Assert.Equal(1, luns.Take(Volume(2), "a", 1, Some.Now + CoolDown));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GiveBack_LunThatAnotherCallWasGivenToo_StaysTakenUntilTheExportIsRemoved(bool wasShown)
    {
        var luns = new LunAllocator(1, 1, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.Take(Volume(1), "a", 1, Some.Now);

        luns.GiveBack(Volume(1), "a", 0, wasShown ? Some.Now : null);
        Assert.Null(luns.Take(Volume(2), "a", 2, Some.Now + CoolDown));
        luns.Release(Volume(1), "a", Some.Now);

        Assert.Equal(1, luns.Take(Volume(2), "a", 3, Some.Now + CoolDown));
    }

    [Fact]
    public void GiveBack_ByACallThatEndsAfterItsLunWentToAnother_ChangesNothing()
    {
        var luns = new LunAllocator(1, 2, CoolDown);
        luns.Take(Volume(1), "a", 0, Some.Now);
        luns.Release(Volume(1), "a", Some.Now);
        luns.Take(Volume(1), "a", 1, Some.Now);

        luns.GiveBack(Volume(1), "a", 0, shownAt: null);

        Assert.Null(luns.Take(Volume(2), "a", 2, Some.Now));
    }

    [Fact]
    public void GiveBack_LunOfAnExportOnRecord_StaysTaken()
    {
        var luns = new LunAllocator(1, 1, CoolDown);
        luns.Adopt(Volume(1), "a", 1);

        luns.GiveBack(Volume(1), "a", 0, Some.Now);

        Assert.Null(luns.Take(Volume(2), "a", 0, Some.Now + CoolDown));
    }

    [Fact]
    public void Release_OfNothing_ChangesNothing()
    {
        var luns = new LunAllocator(1, 1, CoolDown);

        luns.Release(Volume(1), "a", Some.Now);

        Assert.Equal(1, luns.Take(Volume(2), "b", 0, Some.Now));
    }

    private static VolumeId Volume(int number) => new(new Guid(number, 0, 0, new byte[8]));
}
