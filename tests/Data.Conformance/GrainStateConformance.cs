using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Domain.Volumes;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>What grain state promises on every database: no lost write, no second winner.</summary>
public abstract class GrainStateConformance(ITestDatabase database) : StorageConformance(database)
{
    [Fact]
    public async Task FirstWrite_WhenManyRaceForOneKey_HasOneWinner()
    {
        for (var round = 0; round < 20; round++)
        {
            var volume = Volumes.New();
            var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var racers = Enumerable.Range(0, 16).Select(i => Task.Run(async () =>
            {
                await start.Task;
                return await TryWriteAsync(new VolumeRecord(volume with { Name = "racer " + i }));
            })).ToArray();
            start.SetResult();
            var outcomes = await Task.WhenAll(racers);

            Assert.Single(outcomes, o => o is null);
            Assert.All(outcomes.Where(o => o is not null), o => Assert.IsType<InconsistentStateException>(o));
            Assert.Equal("racer " + Array.FindIndex(outcomes, o => o is null), (await Storage.ReadAsync(volume.Id)).State.Name);
        }
    }

    [Fact]
    public async Task Write_WhenManyRaceForOneVersion_HasOneWinner()
    {
        var made = await Storage.CreateAsync(Volumes.New());
        var racers = Enumerable.Range(0, 16).Select(i => Task.Run(() => TryWriteAsync(made.With(v => v with { Name = "racer " + i })))).ToArray();
        var outcomes = await Task.WhenAll(racers);

        Assert.Single(outcomes, o => o is null);
        Assert.All(outcomes.Where(o => o is not null), o => Assert.IsType<InconsistentStateException>(o));
        Assert.Equal("racer " + Array.FindIndex(outcomes, o => o is null), (await Storage.ReadAsync(made.State.Id)).State.Name);
    }

    [Fact]
    public async Task Write_WithAnOldVersion_ChangesNeitherStateNorCatalog()
    {
        var state = await Storage.CreateAsync(Volumes.New());
        var stale = state.With(v => v with { Name = "stale", Ended = [Volumes.Ended(1, Volumes.Start)] });
        state.State = state.State with { Name = "new" };
        await Storage.WriteAsync(state);

        Assert.IsType<InconsistentStateException>(await TryWriteAsync(stale));

        Assert.Equal("new", (await Storage.ReadAsync(state.State.Id)).State.Name);
        Assert.Equal("new", Assert.Single(await Catalog.ListVolumesAsync(new(), default)).Name);
        Assert.Empty(await Catalog.ListOperationsAsync(state.State.Id, 10, null, default));
    }

    [Fact]
    public async Task Read_AfterWrite_GivesTheSameDocumentAndVersion()
    {
        var volume = Volumes.New() with
        {
            Name = "name \u00e4 \U0001F600 '\"\\",
            Metadata = Volumes.New().Metadata.Add("key", "value"),
            Attachments = [Volumes.Attachment("host")],
            Exports = [Volumes.Export("host")],
            Snapshots = [Volumes.Snapshot()],
            Intent = Volumes.Intent(3, Volumes.Start),
            Epoch = 3,
        };
        var written = await Storage.CreateAsync(volume);

        var read = await Storage.ReadAsync(volume.Id);

        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(VolumeStateJson.Write(volume), VolumeStateJson.Write(read.State));
    }

    [Fact]
    public async Task Read_OfAnUnknownKey_HasNoRecord()
    {
        var read = await Storage.ReadAsync(Volumes.New().Id);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task Clear_ThenRead_HasNoRecord()
    {
        var state = await Storage.CreateAsync(Volumes.New());
        var id = state.State.Id;

        await Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(id), state);

        Assert.False(state.RecordExists);
        Assert.False((await Storage.ReadAsync(id)).RecordExists);
    }

    [Fact]
    public async Task Clear_WithAnOldVersion_IsAConflict()
    {
        var state = await Storage.CreateAsync(Volumes.New());
        var stale = state.With(v => v);
        await Storage.WriteAsync(state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(state.State.Id), stale));

        Assert.True((await Storage.ReadAsync(state.State.Id)).RecordExists);
    }

    [Fact]
    public async Task Write_AfterClear_IsReadBackAndNeverUnderAnOldVersion()
    {
        var volume = Volumes.New();
        var state = await Storage.CreateAsync(volume);
        var old = state.With(v => v with { Name = "old" });
        await Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(volume.Id), state);
        state.State = volume with { Name = "again" };
        await Storage.WriteAsync(state);

        Assert.IsType<InconsistentStateException>(await TryWriteAsync(old));
        Assert.Equal("again", (await Storage.ReadAsync(volume.Id)).State.Name);
        Assert.Equal("again", Assert.Single(await Catalog.ListVolumesAsync(new(), default)).Name);
    }

    [Fact]
    public async Task Write_BesideMany_KeepsEveryOne()
    {
        var grains = Enumerable.Range(0, 128).Select(_ => Volumes.New()).ToArray();

        await Task.WhenAll(grains.Select(async volume =>
        {
            var state = await Storage.CreateAsync(volume);
            for (var i = 1; i <= 10; i++)
            {
                state.State = state.State with { Epoch = i, Ended = [Volumes.Ended(i, Volumes.Start.AddSeconds(i))] };
                await Storage.WriteAsync(state);
            }
        }));

        foreach (var volume in grains)
        {
            Assert.Equal(10, (await Storage.ReadAsync(volume.Id)).State.Epoch);
            Assert.Equal(Enumerable.Range(1, 10).Reverse().Select(i => (long)i), (await Catalog.ListOperationsAsync(volume.Id, 100, null, default)).Select(o => o.Operation.Epoch));
        }
    }

    [Fact]
    public async Task Write_ThatTheDatabaseRefuses_FailsAlone()
    {
        var volumes = Enumerable.Range(0, 32).Select(_ => Volumes.New()).ToArray();
        var good = volumes.Select(v => Task.Run(() => Storage.CreateAsync(v)));
        // A volume's row that is no volume: the catalog has no place for it.
        var bad = Enumerable.Range(0, 4).Select(i => Task.Run(() => Record.ExceptionAsync(() =>
            Storage.Storage.WriteStateAsync("volume", GrainId.Create("volume", "no uuid " + i), new GrainState<string>("no volume")))));

        var failures = Task.WhenAll(bad.ToArray());
        await Task.WhenAll(good.ToArray());

        Assert.All(await failures, Assert.NotNull);
        Assert.Equal(32, (await Catalog.CountVolumesAsync(new(), default)).Count);
        foreach (var volume in volumes)
            Assert.True((await Storage.ReadAsync(volume.Id)).RecordExists);
    }

    private async Task<Exception?> TryWriteAsync(VolumeRecord state) => await Record.ExceptionAsync(() => Storage.WriteAsync(state));
}
