using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>Timelines are read in pages and do not grow for ever.</summary>
public abstract class TimelineConformance(ITestDatabase database) : StorageConformance(database)
{
    [Fact]
    public async Task ListOperations_PageByPage_ShowsEveryEntryOnceNewestFirst()
    {
        var record = await WriteAsync(7, Volumes.Start);
        record.State = record.State with { Ended = [Volumes.Ended(8, Volumes.Start), Volumes.Ended(9, Volumes.Start)] };
        await Storage.WriteAsync(record);

        var seen = new List<TimelineEntry>();
        IReadOnlyList<TimelineEntry> page;
        do
        {
            page = await Catalog.ListOperationsAsync(record.State.Id, 2, seen.LastOrDefault()?.Marker, default);
            seen.AddRange(page);
        }
        while (page.Count == 2);

        Assert.Equal([9, 8, 7, 6, 5, 4, 3, 2, 1], seen.Select(e => e.Operation.Epoch));
        Assert.Equal(9, seen.Select(e => e.Marker).Distinct().Count());
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("7.")]
    [InlineData("-7.1")]
    [InlineData("7.1'; DROP TABLE operation_facts")]
    public async Task ListOperations_AfterAMarkerThatIsNone_SaysSo(string marker)
    {
        var error = await Assert.ThrowsAsync<StorageException>(() => Catalog.ListOperationsAsync(VolumeId.New(), 2, marker, default));

        Assert.Equal(ErrorReason.InvalidInput, error.Error.Reason);
        Assert.Contains("marker", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RemoveOperations_StepByStep_RemovesWhatIsOldAndKeepsTheRest()
    {
        var (old, young) = (Volumes.Start, Volumes.Start.AddDays(40));
        List<VolumeRecord> records = [await WriteAsync(5, old), await WriteAsync(5, young), await WriteAsync(5, old)];
        var (place, steps, removed) = (default(ExpiryPlace), 0, 0);
        do
        {
            var step = await Expiry.RemoveOperationsAsync(place, Volumes.Start.AddDays(30), limit: 4, default);
            Assert.InRange(step.Removed, 0, 4);
            (place, steps, removed) = (step.Next, steps + 1, removed + step.Removed);
        }
        while (place != default);

        Assert.Equal((4, 10), (steps, removed));
        var left = await Task.WhenAll(records.Select(async r => (await Catalog.ListOperationsAsync(r.State.Id, 10, null, default)).Count));
        Assert.Equal([0, 5, 0], left);
    }

    [Fact]
    public async Task RemoveOperations_OfAnEmptyTimeline_DoesNothing() =>
        Assert.Equal(new ExpirySweep(default, 0), await Expiry.RemoveOperationsAsync(default, Volumes.Start, 10, default));

    private IExpiry Expiry => Storage.Expiry;

    private async Task<VolumeRecord> WriteAsync(int entries, DateTimeOffset endedAt)
    {
        var record = await Storage.CreateAsync(Volumes.New() with { Ended = [Volumes.Ended(1, endedAt)] });
        for (var epoch = 2; epoch <= entries; epoch++)
        {
            record.State = record.State with { Ended = [Volumes.Ended(epoch, endedAt)] };
            await Storage.WriteAsync(record);
        }
        return record;
    }
}
