using OrleansStorage.Catalog;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Unit.Tests.Support;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Who holds how much of a pool.</summary>
public sealed class CapacityBookTests
{
    private static readonly Guid One = new(1, 0, 0, new byte[8]);
    private static readonly Guid Two = new(2, 0, 0, new byte[8]);
    private static readonly Guid Three = new(3, 0, 0, new byte[8]);

    [Fact]
    public void TrySet_WithinTheLimit_CountsOncePerHolder()
    {
        var book = new CapacityBook();

        Assert.True(book.TrySet(One, 60, 100, Some.Now));
        Assert.True(book.TrySet(One, 60, 100, Some.Now));
        Assert.True(book.TrySet(Two, 40, 100, Some.Now));
        Assert.Equal(100, book.ProvisionedGiB);
    }

    [Fact]
    public void TrySet_BeyondTheLimit_ChangesNothing()
    {
        var book = new CapacityBook();
        book.TrySet(One, 60, 100, Some.Now);

        Assert.False(book.TrySet(Two, 41, 100, Some.Now));
        Assert.False(book.TrySet(One, 101, 100, Some.Now));
        Assert.Equal(60, book.ProvisionedGiB);
    }

    [Fact]
    public void TrySet_Smaller_IsServedAlsoBeyondTheLimit()
    {
        var book = new CapacityBook();
        book.Set(One, 300, Some.Now);

        Assert.True(book.TrySet(One, 200, 100, Some.Now));
        Assert.Equal(200, book.ProvisionedGiB);
    }

    [Fact]
    public void Remove_GivesAllOfItBackOnce()
    {
        var book = new CapacityBook();
        book.Set(One, 10, Some.Now);
        book.Remove(One);
        book.Remove(One);

        Assert.Equal(0, book.ProvisionedGiB);
    }

    [Fact]
    public void Recount_OfWhatWasSetBefore_TakesTheRecordOver()
    {
        var book = new CapacityBook();
        book.Set(One, 10, Some.Now);
        book.Set(Two, 20, Some.Now);

        Assert.Equal([One], book.Recount([new(Two, 25, IsVolume: true), new(Three, 30, IsVolume: true)], Some.Now.AddSeconds(1)));

        Assert.Equal(25, book.ProvisionedGiB);
    }

    [Fact]
    public void Recount_OfWhatWasSetSince_LeavesItAsItIs()
    {
        var book = new CapacityBook();
        book.Set(One, 10, Some.Now);
        book.Set(Two, 20, Some.Now);

        Assert.Empty(book.Recount([new(Two, 25, IsVolume: true)], Some.Now));

        Assert.Equal(30, book.ProvisionedGiB);
    }
}
