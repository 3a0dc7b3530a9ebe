using Orleans.Storage;
using OrleansStorage.Domain.Volumes;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>What grain state promises on every database: no lost write, no second winner.</summary>
public abstract class GrainStateConformance(ITestDatabase database) : IAsyncLifetime
{
    private StorageUnderTest _storage = null!;

    public async Task InitializeAsync() => _storage = await StorageUnderTest.OpenAsync(await database.NewAsync());

    public async Task DisposeAsync() => await _storage.DisposeAsync();

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
            Assert.Equal("racer " + Array.FindIndex(outcomes, o => o is null), (await _storage.ReadAsync(volume.Id)).State.Name);
        }
    }

    [Fact]
    public async Task Write_WhenManyRaceForOneVersion_HasOneWinner()
    {
        var made = await _storage.CreateAsync(Volumes.New());
        var racers = Enumerable.Range(0, 16).Select(i => Task.Run(() => TryWriteAsync(made.With(v => v with { Name = "racer " + i })))).ToArray();
        var outcomes = await Task.WhenAll(racers);

        Assert.Single(outcomes, o => o is null);
        Assert.All(outcomes.Where(o => o is not null), o => Assert.IsType<InconsistentStateException>(o));
        Assert.Equal("racer " + Array.FindIndex(outcomes, o => o is null), (await _storage.ReadAsync(made.State.Id)).State.Name);
    }

    [Fact]
    public async Task Write_WithAnOldVersion_ChangesNeitherStateNorCatalog()
    {
        var state = await _storage.CreateAsync(Volumes.New());
        var stale = state.With(v => v with { Name = "stale", Ended = [Volumes.Ended(1, Volumes.Start)] });
        state.State = state.State with { Name = "new" };
        await _storage.WriteAsync(state);

        Assert.IsType<InconsistentStateException>(await TryWriteAsync(stale));

        Assert.Equal("new", (await _storage.ReadAsync(state.State.Id)).State.Name);
        Assert.Equal("new", Assert.Single(await _storage.Catalog.ListVolumesAsync(new(), default)).Name);
        Assert.Empty(await _storage.Catalog.ListOperationsAsync(state.State.Id, 10, default));
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
        var written = await _storage.CreateAsync(volume);

        var read = await _storage.ReadAsync(volume.Id);

        Assert.True(read.RecordExists);
        Assert.Equal(written.ETag, read.ETag);
        Assert.Equal(VolumeStateJson.Write(volume), VolumeStateJson.Write(read.State));
    }

    [Fact]
    public async Task Read_OfAnUnknownKey_HasNoRecord()
    {
        var read = await _storage.ReadAsync(Volumes.New().Id);

        Assert.False(read.RecordExists);
        Assert.Null(read.ETag);
    }

    [Fact]
    public async Task Clear_ThenRead_HasNoRecord()
    {
        var state = await _storage.CreateAsync(Volumes.New());
        var id = state.State.Id;

        await _storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(id), state);

        Assert.False(state.RecordExists);
        Assert.False((await _storage.ReadAsync(id)).RecordExists);
    }

    [Fact]
    public async Task Clear_WithAnOldVersion_IsAConflict()
    {
        var state = await _storage.CreateAsync(Volumes.New());
        var stale = state.With(v => v);
        await _storage.WriteAsync(state);

        await Assert.ThrowsAsync<InconsistentStateException>(() => _storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(state.State.Id), stale));

        Assert.True((await _storage.ReadAsync(state.State.Id)).RecordExists);
    }

    [Fact]
    public async Task Write_AfterClear_IsReadBackAndNeverUnderAnOldVersion()
    {
        var volume = Volumes.New();
        var state = await _storage.CreateAsync(volume);
        var old = state.With(v => v with { Name = "old" });
        await _storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(volume.Id), state);
        state.State = volume with { Name = "again" };
        await _storage.WriteAsync(state);

        Assert.IsType<InconsistentStateException>(await TryWriteAsync(old));
        Assert.Equal("again", (await _storage.ReadAsync(volume.Id)).State.Name);
        Assert.Equal("again", Assert.Single(await _storage.Catalog.ListVolumesAsync(new(), default)).Name);
    }

    [Fact]
    public async Task Write_BesideMany_KeepsEveryOne()
    {
        var grains = Enumerable.Range(0, 128).Select(_ => Volumes.New()).ToArray();

        await Task.WhenAll(grains.Select(async volume =>
        {
            var state = await _storage.CreateAsync(volume);
            for (var i = 1; i <= 10; i++)
            {
                state.State = state.State with { Epoch = i, Ended = [Volumes.Ended(i, Volumes.Start.AddSeconds(i))] };
                await _storage.WriteAsync(state);
            }
        }));

        foreach (var volume in grains)
        {
            Assert.Equal(10, (await _storage.ReadAsync(volume.Id)).State.Epoch);
            Assert.Equal(Enumerable.Range(1, 10).Reverse().Select(i => (long)i), (await _storage.Catalog.ListOperationsAsync(volume.Id, 100, default)).Select(o => o.Epoch));
        }
    }

    private async Task<Exception?> TryWriteAsync(VolumeRecord state) => await Record.ExceptionAsync(() => _storage.WriteAsync(state));
}
