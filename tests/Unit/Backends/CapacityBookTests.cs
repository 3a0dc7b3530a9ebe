using OrleansStorage.Domain.Backends;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Who holds how much of a pool.</summary>
public sealed class CapacityBookTests
{
    private static readonly Guid One = new(1, 0, 0, new byte[8]);
    private static readonly Guid Two = new(2, 0, 0, new byte[8]);

    [Fact]
    public void TrySet_WithinTheLimit_CountsOncePerHolder()
    {
        var book = new CapacityBook();

        Assert.True(book.TrySet(One, 60, 100));
        Assert.True(book.TrySet(One, 60, 100));
        Assert.True(book.TrySet(Two, 40, 100));
        Assert.Equal(100, book.ProvisionedGiB);
    }

    [Fact]
    public void TrySet_BeyondTheLimit_ChangesNothing()
    {
        var book = new CapacityBook();
        book.TrySet(One, 60, 100);

        Assert.False(book.TrySet(Two, 41, 100));
        Assert.False(book.TrySet(One, 101, 100));
        Assert.Equal(60, book.ProvisionedGiB);
    }

    [Fact]
    public void TrySet_Smaller_IsServedAlsoBeyondTheLimit()
    {
        var book = new CapacityBook();
        book.Set(One, 300);

        Assert.True(book.TrySet(One, 200, 100));
        Assert.Equal(200, book.ProvisionedGiB);
    }

    [Fact]
    public void Remove_GivesAllOfItBackOnce()
    {
        var book = new CapacityBook();
        book.Set(One, 10);
        book.Remove(One);
        book.Remove(One);

        Assert.Equal(0, book.ProvisionedGiB);
    }
}
