using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Unit.Tests.Backends;

/// <summary>Which calls come from a record that does not know what its array has seen.</summary>
public sealed class EpochBookTests
{
    private static readonly VolumeId Volume = VolumeId.New();
    private static readonly OperationId Ours = OperationId.New();
    private readonly EpochBook _book = new();

    [Theory]
    [InlineData(5, 6, null)] // In step.
    [InlineData(5, 9, null)] // Calls between were turned away before the array.
    [InlineData(4, 5, 5L)] // The epoch was used by another operation.
    [InlineData(4, 9, 5L)] // However often it was tried since.
    [InlineData(1, 2, 5L)] // Long behind.
    public void WhyHeld_OfACallWhoseRecordKnows_SaysWhatItDoesNotKnow(long known, long epoch, long? seen)
    {
        _book.Restore([new(Volume, 5, OperationId.New())]);

        Assert.Equal(seen, _book.WhyHeld(Volume, Fence(epoch, known))?.Seen);
        Assert.Equal(seen is null ? 0 : 1, _book.Held.Count);
    }

    [Fact]
    public void WhyHeld_OfAnotherTryOfTheSameOperation_LetsItGoOn()
    {
        _book.Note(Volume, Fence(6, known: 5));

        Assert.Null(_book.WhyHeld(Volume, Fence(6, known: 5)));
        Assert.Null(_book.WhyHeld(Volume, Fence(7, known: 5)));
    }

    [Fact]
    public void WhyHeld_OfALateTryOfAnOperationThatIsOver_HoldsIt()
    {
        _book.Note(Volume, Fence(7, known: 5));

        Assert.NotNull(_book.WhyHeld(Volume, Fence(6, known: 5)));
    }

    [Fact]
    public void WhyHeld_OfACallWhoseRecordBeganWhatWasSeen_LetsItGoOn()
    {
        var lost = OperationId.New();
        _book.Restore([new(Volume, 7, lost)]);

        Assert.Null(_book.WhyHeld(Volume, Fence(9, known: 5) with { KnownOperations = [lost] }));
        Assert.NotNull(_book.WhyHeld(Volume, Fence(9, known: 5) with { KnownOperations = [OperationId.New()] }));
    }

    [Fact]
    public void WhyHeld_OnceTheRecordKnows_ForgetsThatItWasHeld()
    {
        _book.Restore([new(Volume, 5, null)]);
        Assert.NotNull(_book.WhyHeld(Volume, Fence(4, known: 3)));

        Assert.Null(_book.WhyHeld(Volume, Fence(6, known: 5)));
        Assert.Empty(_book.Held);
    }

    private static ArrayFence Fence(long epoch, long known) => new(Ours, epoch, DateTimeOffset.MaxValue) { Known = known };
}
