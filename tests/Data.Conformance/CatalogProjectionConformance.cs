using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>The catalog shows what the state documents say, after every write.</summary>
public abstract class CatalogProjectionConformance(ITestDatabase database) : StorageConformance(database)
{
    private static readonly BackendId[] Pools = [Volumes.Pool, new("storage@tgt#pool")];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Catalog_AfterAnySequenceOfWrites_EqualsTheStates(int seed)
    {
        var random = new Random(seed);
        var model = new Dictionary<VolumeId, VolumeRecord>();
        var timeline = new Dictionary<VolumeId, List<OperationEntry>>();
        for (var step = 0; step < 200; step++)
        {
            if (model.Count < 4)
            {
                var made = await Storage.CreateAsync(RandomChange.Of(Volumes.New(), random, Pools));
                model.Add(made.State.Id, made);
                timeline.Add(made.State.Id, [.. made.State.Ended]);
                continue;
            }
            var record = model.Values.ElementAt(random.Next(model.Count));
            if (await WriteOrRemoveAsync(record, random))
                model.Remove(record.State.Id);
            timeline[record.State.Id].AddRange(record.State.Ended);
            if (step % 5 == 0)
                await AssertEqualAsync([.. model.Values.Select(r => r.State)], timeline);
        }
        await AssertEqualAsync([.. model.Values.Select(r => r.State)], timeline);
    }

    [Fact]
    public async Task Catalog_AfterAClear_KeepsOnlyTheTimeline()
    {
        var volume = Full();
        var record = await Storage.CreateAsync(volume);

        await Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(volume.Id), record);

        await AssertEqualAsync([], new() { [volume.Id] = [.. volume.Ended] });
    }

    [Fact]
    public async Task Catalog_WhenAVolumeIsGone_KeepsOnlyTheTimelineWithItsLastEntry()
    {
        var record = await Storage.CreateAsync(Full());
        var first = record.State.Ended;
        record.State = record.State with { Gone = true, Ended = [Volumes.Ended(2, Volumes.Start.AddMinutes(1))] };

        await Storage.WriteAsync(record);

        await AssertEqualAsync([], new() { [record.State.Id] = [.. first, .. record.State.Ended] });
    }

    [Fact]
    public async Task FindVolumes_OfManyIds_AnswersThoseOfThePoolThatAreOnRecord()
    {
        var (here, gone) = ((await Storage.CreateAsync(Full())).State, await Storage.CreateAsync(Full() with { Id = Volumes.New().Id }));
        var elsewhere = (await Storage.CreateAsync(Full() with { Id = Volumes.New().Id, Backend = Pools[1] })).State;
        await Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(gone.State.Id), gone);
        VolumeId[] asked = [here.Id, elsewhere.Id, gone.State.Id, .. Enumerable.Range(0, 1200).Select(_ => VolumeId.New())];

        Assert.Equal([here.Id], await Storage.Catalog.FindVolumesAsync(here.Backend!.Value, asked, default));
        Assert.Empty(await Storage.Catalog.FindVolumesAsync(here.Backend!.Value, [], default));
    }

    [Fact]
    public async Task Operations_WhenAnEntryIsWrittenAgain_AppearOnce()
    {
        var record = await Storage.CreateAsync(Full());
        for (var i = 0; i < 3; i++)
        {
            record.State = record.State with { Epoch = i };
            await Storage.WriteAsync(record);
        }

        Assert.Equal(record.State.Ended, (await Catalog.ListOperationsAsync(record.State.Id, 10, null, default)).Select(e => e.Operation));
    }

    [Fact]
    public async Task Write_OfAnotherGrainsState_LeavesTheCatalogAlone()
    {
        var volume = Full();
        await Storage.Storage.WriteStateAsync("backend", StorageUnderTest.Key(volume.Id), new VolumeRecord(volume));

        await AssertEqualAsync([], new() { [volume.Id] = [] });
    }

    private static VolumeState Full() => Volumes.New() with
    {
        Attachments = [Volumes.Attachment("host")],
        Exports = [Volumes.Export("host")],
        Snapshots = [Volumes.Snapshot()],
        Intent = Volumes.Intent(1, Volumes.Start),
        Ended = [Volumes.Ended(1, Volumes.Start)],
        Transfer = Volumes.Transfer(),
        GroupId = new(Guid.NewGuid()),
    };

    private async Task<bool> WriteOrRemoveAsync(VolumeRecord record, Random random)
    {
        if (random.Next(20) > 0)
        {
            record.State = RandomChange.Of(record.State with { Ended = [] }, random, Pools);
            await Storage.WriteAsync(record);
            return false;
        }
        record.State = record.State with { Gone = true, Ended = [Volumes.Ended(record.State.Epoch, Volumes.Start.AddDays(1))] };
        await Storage.WriteAsync(record);
        var cleared = new VolumeRecord(record.State, record.ETag);
        await Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(record.State.Id), cleared);
        return true;
    }

    private async Task AssertEqualAsync(IReadOnlyList<VolumeState> states, Dictionary<VolumeId, List<OperationEntry>> timeline)
    {
        Assert.Equal(Sorted(states.Select(s => s.Describe().ToJson())), Sorted((await Catalog.ListVolumesAsync(new(), default)).Select(v => v.ToJson())));
        Assert.Equal((states.Count, states.Sum(s => (long)s.SizeGiB)), await Catalog.CountVolumesAsync(new(), default));
        Assert.Equal(Sorted(states.SelectMany(s => s.Describe().Snapshots).Select(s => s.ToJson())), Sorted((await Catalog.ListSnapshotsAsync(new(), default)).Select(s => s.ToJson())));
        Assert.Equal(
            Sorted(states.SelectMany(s => s.Attachments.Select(a => new AttachmentRow(a.Id, s.Id, a.InstanceId, a.Status, s.ProjectId).ToString()))),
            Sorted((await Catalog.ListAttachmentsAsync(new(), default)).Select(a => a.ToString())));
        Assert.Equal(
            Sorted(states.Where(s => s.Transfer is not null).Select(s => s.Transfer!.Describe(s).ToString())),
            Sorted((await Catalog.ListTransfersAsync(new(), default)).Select(t => t.ToString())));
        Assert.Equal(
            Sorted(timeline.Values.SelectMany(e => e).Where(e => e.Message is not null).Select(e => (e.Id.Value, e.Message!, e.RequestId, e.EndedAt).ToString())),
            Sorted((await Storage.Messages.ListAsync(new(), default)).Select(m => (m.Id.Value, m.Note, m.RequestId, m.CreatedAt).ToString())));
        foreach (var pool in Pools)
            await AssertPoolAsync(pool, [.. states.Where(s => s.Backend == pool)]);
        foreach (var (id, entries) in timeline)
            Assert.Equal(Sorted(entries.Select(e => e.ToString())), Sorted((await Catalog.ListOperationsAsync(id, 1000, null, default)).Select(e => e.Operation.ToString())));
    }

    private async Task AssertPoolAsync(BackendId pool, IReadOnlyList<VolumeState> states)
    {
        var limit = Volumes.Start.AddMinutes(30);
        Assert.Equal(
            Sorted(states.SelectMany(s => s.Exports.Select(e => new RecordedExport(s.Id, e.Host, e.Connector.Initiator, e.Location?.TargetName, e.Location?.Lun, e.Phase).ToString()))),
            Sorted((await Catalog.ListExportsAsync(pool, default)).Select(e => e.ToString())));
        Assert.Equal(
            Sorted(states.Where(s => s.Intent?.NotAfter < limit).Select(s => s.Id.ToString())),
            Sorted((await Catalog.ListOpenIntentsAsync(pool, limit, DateTimeOffset.MaxValue, default)).Select(i => i.ToString())));
        Assert.Equal(
            Sorted(states.SelectMany(s => s.Snapshots.Select(x => new CapacityHolder(x.Id.Value, x.SizeGiB, false)).Append(new(s.Id.Value, s.GrowingToGiB ?? s.SizeGiB, true))).Select(h => h.ToString())),
            Sorted((await Catalog.ListCapacityHoldersAsync(pool, default)).Select(h => h.ToString())));
    }

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];
}
