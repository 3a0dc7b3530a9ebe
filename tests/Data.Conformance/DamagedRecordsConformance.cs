using Orleans.Runtime;
using OrleansStorage.Catalog;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Records;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using Xunit;
using static OrleansStorage.Catalog.CatalogOperator;

namespace OrleansStorage.Data.Conformance;

/// <summary>A row that is damaged, or of a newer version, is one bad row: every list goes on past it and shows it as an error, and a good one can be written over it.</summary>
public abstract class DamagedRecordsConformance(ITestDatabase database) : StorageConformance(database)
{
    private static readonly DateTimeOffset Late = Volumes.Start.AddHours(1);

    private Damage Damage => new(Storage.Database);

    /// <summary>A volume with one of everything.</summary>
    private static VolumeState Full(string name) => Volumes.New() with
    {
        Name = name, Status = VolumeStatus.InUse, UpdatedAt = Volumes.Start, Attachments = [Volumes.Attachment("host", AttachStatus.Attached)], Exports = [Volumes.Export("host")],
        Snapshots = [Volumes.Snapshot(name: name)], Intent = Volumes.Intent(1, Volumes.Start), Transfer = Volumes.Transfer(name), Ended = [Volumes.Ended(1, Volumes.Start)],
    };

    public static TheoryData<string, string> NewerWords => new()
    {
        { "\"status\":\"in-use\"", "\"status\":\"hibernating\"" }, { "\"schema\":1", "\"schema\":2" }, { "\"status\":\"in-use\"", "\"status\":99" }, { "\"phase\":\"exported\"", "\"phase\":\"teleported\"" },
        { "\"size\":1", "\"size\":\"1 GiB\"" }, { "\"exports\":[", "\"exports\":null,\"was\":[" }, { "\"project\":\"project\"", "\"project\":null" },
    };

    [Fact]
    public async Task Volume_CutInHalf_IsOneErrorInEveryList()
    {
        var (bad, good) = (Full("bad"), Full("good") with { CreatedAt = Late });
        await Storage.CreateAsync(bad);
        await Storage.CreateAsync(good);

        await Damage.CutAsync("volume", bad.Id.ToString());

        await AssertOneErrorAsync(bad, good);
        Assert.Equal(2, (await Catalog.ListAttachmentsAsync(new(), default)).Count);
        Assert.Equal(AttachStatus.Attached, (await Catalog.ListAttachmentsAsync(new() { Filters = [new("volume_id", Equal, good.Id.ToString())] }, default))[0].Status);
        Assert.Equal(2, (await Catalog.ListSnapshotsAsync(new(), default)).Count);
        Assert.Equal(2, (await Catalog.ListTransfersAsync(new(), default)).Count);
    }

    [Theory]
    [MemberData(nameof(NewerWords))]
    public async Task Volume_OfAnotherVersion_IsOneErrorInEveryList(string text, string by)
    {
        var (bad, good) = (Full("bad"), Full("good") with { CreatedAt = Late });
        await Storage.CreateAsync(bad);
        await Storage.CreateAsync(good);

        await Damage.ReplaceAsync("volume", bad.Id.ToString(), text, by);

        await AssertOneErrorAsync(bad, good);
    }

    [Fact]
    public async Task Volume_WhoseRowIsDamaged_IsReadAsUnreadableAndHealedByAWrite()
    {
        var bad = Full("bad");
        await Storage.CreateAsync(bad);
        await Damage.CutAsync("volume", bad.Id.ToString());
        var stored = new GrainState<Stored<VolumeState>>();

        await Storage.Storage.ReadStateAsync("volume", StorageUnderTest.Key(bad.Id), stored);
        Assert.True(stored is { RecordExists: true, State: { State: null, Unreadable.Length: > 0 } });

        stored.State = new() { State = bad with { Attachments = [], Exports = [], Intent = null, Transfer = null, Ended = [], Status = VolumeStatus.Available } };
        await Storage.Storage.WriteStateAsync("volume", StorageUnderTest.Key(bad.Id), stored);

        Assert.Equal(VolumeStatus.Available, Assert.Single(await Catalog.ListVolumesAsync(new(), default)).Status);
        Assert.Empty(await Catalog.ListAttachmentsAsync(new(), default));
        Assert.Empty(await Catalog.ListTransfersAsync(new(), default));
        Assert.Empty(await Catalog.ListOpenIntentsAsync(Volumes.Pool, DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, default));
        Assert.Equal(bad.Snapshots[0].Id, Assert.Single(await Catalog.ListSnapshotsAsync(new(), default)).Id);
    }

    [Fact]
    public async Task Volume_WhoseRowIsDamagedAndCleared_LeavesEveryList()
    {
        var bad = Full("bad");
        var record = await Storage.CreateAsync(bad);
        await Damage.CutAsync("volume", bad.Id.ToString());

        await Storage.Storage.ClearStateAsync("volume", StorageUnderTest.Key(bad.Id), record);

        Assert.Empty(await Catalog.ListVolumesAsync(new(), default));
        Assert.Empty(await Catalog.ListAttachmentsAsync(new(), default));
        Assert.Empty(await Catalog.ListSnapshotsAsync(new(), default));
    }

    [Fact]
    public async Task Group_CutInHalf_IsOneErrorInItsListAndHealedByAWrite()
    {
        var (bad, good) = (Group("bad"), Group("good") with { CreatedAt = Late });
        foreach (var group in new[] { bad, good }) await Storage.Storage.WriteStateAsync("group", Key(group.Id), new GrainState<GroupState>(group));

        await Damage.CutAsync("group", bad.Id.ToString());

        var shown = await Catalog.ListGroupsAsync(new(), default);
        Assert.Equal([("good", GroupStatus.Available, false), ("bad", GroupStatus.Error, true)], shown.Select(g => (g.Name, g.Status, g.Unreadable is not null)));
        var stored = new GrainState<Stored<GroupState>>();
        await Storage.Storage.ReadStateAsync("group", Key(bad.Id), stored);
        Assert.NotNull(stored.State!.Unreadable);
        stored.State = new() { State = bad };
        await Storage.Storage.WriteStateAsync("group", Key(bad.Id), stored);
        Assert.All(await Catalog.ListGroupsAsync(new(), default), g => Assert.Null(g.Unreadable));
    }

    [Theory]
    [InlineData("UPDATE snapshots SET status = 'hibernating' WHERE name = 'bad'")]
    [InlineData("UPDATE group_snapshots SET status = 'hibernating' WHERE name = 'bad'")]
    [InlineData("UPDATE groups SET status = 'hibernating' WHERE name = 'bad'")]
    public async Task RowOfTheCatalog_OfAnotherVersion_IsOneErrorInItsList(string damage)
    {
        await CreateAsync(1, _ => Full("bad"));
        await CreateAsync(1, _ => Full("good"));
        var snapshots = new[] { "bad", "good" }.Select(n => new Domain.Groups.GroupSnapshot { Id = GroupSnapshotId.New(), ProjectId = new("project"), Name = n, Status = GroupStatus.Available, CreatedAt = Late });
        var group = Group("bad") with { Snapshots = [.. snapshots] };
        await Storage.Storage.WriteStateAsync("group", Key(group.Id), new GrainState<GroupState>(group));

        await Damage.RunAsync(damage);

        Assert.Equal(2, (await Catalog.ListSnapshotsAsync(new(), default)).Count);
        Assert.Equal(2, (await Catalog.ListGroupSnapshotsAsync(new(), default)).Count);
        Assert.Single(await Catalog.ListGroupsAsync(new(), default));
        var isShown = (await Catalog.ListSnapshotsAsync(new(), default)).Any(s => s.Status == SnapshotStatus.Error) || (await Catalog.ListGroupSnapshotsAsync(new(), default)).Any(s => s.Status == GroupStatus.Error);
        Assert.Equal(!damage.Contains("groups", StringComparison.Ordinal), isShown);
    }

    [Fact]
    public async Task TimelineEntry_ThatIsDamaged_IsOneEntryThatSaysSoAndIsKept()
    {
        var record = await Storage.CreateAsync(Volumes.New() with { Ended = [Volumes.Ended(1, Volumes.Start)] });
        record.State = record.State with { Ended = [Volumes.Ended(2, Volumes.Start)] };
        await Storage.WriteAsync(record);

        await Damage.RunAsync("UPDATE operation_facts SET document = substr(document, 1, 40) WHERE seq = (SELECT min(seq) FROM operation_facts)");

        var shown = await Catalog.ListOperationsAsync(record.State.Id, 10, null, default);
        Assert.Equal(["connect-attachment", "unreadable"], shown.Select(e => e.Operation.Kind));
        Assert.Equal(1, (await Storage.Expiry.RemoveOperationsAsync(default, Volumes.Start.AddYears(1), 10, default)).Removed);
        Assert.Equal("unreadable", Assert.Single(await Catalog.ListOperationsAsync(record.State.Id, 10, null, default)).Operation.Kind);
    }

    [Fact]
    public async Task Message_OfAnotherVersion_IsShownAsOneThatCannotBeRead()
    {
        var volume = Volumes.New();
        await Storage.CreateAsync(volume with { Ended = [Volumes.Ended(1, Volumes.Start) with { Message = Volumes.Note(volume) }, Volumes.Ended(1, Volumes.Start) with { Message = Volumes.Note(volume) }] });

        await Damage.RunAsync("UPDATE messages SET action = 4711 WHERE id = (SELECT id FROM messages ORDER BY id LIMIT 1)");

        Assert.Equal(["This message cannot be read.", "extend volume:Volume Driver failed to extend volume."], (await Storage.Messages.ListAsync(new(), default)).Select(m => m.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task IdempotencyKey_ThatIsDamaged_IsAnErrorOfItsOwn()
    {
        foreach (var name in new[] { "bad", "good" })
            await Storage.Keys.KeepAnswerAsync(await Storage.Keys.TakeAsync(new(name, "digest", Guid.NewGuid(), Volumes.Start), default), new(200, new Secret(name)), default);

        await Damage.RunAsync("UPDATE idempotency_keys SET answer = substr(answer, 1, 9) WHERE key = 'bad'");

        var refused = await Assert.ThrowsAsync<StorageException>(() => Storage.Keys.TakeAsync(new("bad", "digest", Guid.NewGuid(), Volumes.Start), default));
        Assert.Equal(ErrorReason.Unreadable, refused.Error.Reason);
        Assert.Equal(new Secret("good"), (await Storage.Keys.TakeAsync(new("good", "digest", Guid.NewGuid(), Volumes.Start), default)).Answer!.Body);
    }

    [Theory]
    [InlineData("\"schema\":1", "\"schema\":9")]
    [InlineData("\"words\":[", "\"words\":{")]
    [InlineData("\"words\":[", "\"words\":null,\"was\":[")]
    public async Task Settings_ThatAreDamagedOrNewer_SaySoAndAreEmpty(string text, string by)
    {
        var key = GrainId.Create("backups", "all");
        await Storage.Storage.WriteStateAsync("backups", key, new GrainState<SomeSettings>(new() { Words = ["a"] }));
        await Damage.ReplaceAsync("backups", "all", text, by);

        var read = new GrainState<SomeSettings>();
        await Storage.Storage.ReadStateAsync("backups", key, read);

        Assert.NotNull(read.State!.Unreadable);
        Assert.Empty(read.State.Words);
    }

    private static GrainId Key(GroupId id) => GrainId.Create("group", id.ToString());

    private static GroupState Group(string name) => new()
    {
        Id = GroupId.New(), ProjectId = new("project"), UserId = "user", RequestId = "req-1", Name = name, Status = GroupStatus.Available, GroupTypeId = new(Guid.NewGuid()), VolumeTypes = [Volumes.Type],
        CreatedAt = Volumes.Start,
    };

    private async Task AssertOneErrorAsync(VolumeState bad, VolumeState good)
    {
        var shown = await Catalog.ListVolumesAsync(new(), default);
        Assert.Equal([(good.Id, "good", VolumeStatus.InUse), (bad.Id, "bad", VolumeStatus.Error)], shown.Select(v => (v.Id, v.Name, v.Status)));
        Assert.Equal((bad.ProjectId, 1, bad.TypeId, bad.Backend, bad.CreatedAt), (shown[1].ProjectId, shown[1].SizeGiB, shown[1].TypeId, shown[1].Backend, shown[1].CreatedAt));
        Assert.NotNull(shown[1].Unreadable);
        Assert.Equal(shown, await Catalog.ListVolumesAsync(new() { Sort = [new("created_at", true)], Project = new("project") }, default), (a, b) => a.Id == b.Id);
        foreach (var sort in new[] { "status", "updated_at", "attach_status" }) Assert.Equal(2, (await Catalog.ListVolumesAsync(new() { Sort = [new(sort, true)] }, default)).Count);
        Assert.Contains(good.Id, await IdsAsync(new() { Filters = [new("status", Equal, "in-use")] }));
        Assert.Equal((2L, 2L), await Catalog.CountVolumesAsync(new(), default));
        Assert.Equal([bad.Id, good.Id], (await Catalog.ListExportingVolumesAsync(Volumes.Pool, default)).OrderBy(v => v.CreatedAt).Select(v => v.Id));
        Assert.Equal(2, (await Catalog.FindVolumesAsync(Volumes.Pool, [bad.Id, good.Id, VolumeId.New()], default)).Count);
        Assert.Equal(good.Id, Assert.Single(await Catalog.ListExportsAsync(Volumes.Pool, default)).VolumeId);
        Assert.Equal(2, (await Catalog.ListOpenIntentsAsync(Volumes.Pool, Late, DateTimeOffset.MaxValue, default)).Count);
        Assert.Equal(2, Assert.Single(await Catalog.GetProjectUseAsync(new("project"), default)).Volumes);
        Assert.Equal(4, (await Catalog.ListCapacityHoldersAsync(Volumes.Pool, default)).Count);
        Assert.Equal(2, Assert.Single(await Catalog.ListPoolUseAsync(Volumes.Pool, default)).Volumes);
    }
}
