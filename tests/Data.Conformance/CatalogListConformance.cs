using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using Xunit;
using static OrleansStorage.Catalog.CatalogOperator;

namespace OrleansStorage.Data.Conformance;

/// <summary>Pages, order, filters and markers of lists.</summary>
public abstract class CatalogListConformance(ITestDatabase database) : IAsyncLifetime
{
    private StorageUnderTest _storage = null!;

    private ICatalog Catalog => _storage.Catalog;

    public async Task InitializeAsync() => _storage = await StorageUnderTest.OpenAsync(await database.NewAsync());

    public async Task DisposeAsync() => await _storage.DisposeAsync();

    [Fact]
    public async Task ListVolumes_WithoutOrder_IsNewestFirstThenById()
    {
        var made = await CreateAsync(12, i => Volumes.New(createdAt: Volumes.Start.AddMicroseconds(i / 3)));

        Assert.Equal(
            made.OrderByDescending(v => v.CreatedAt).ThenByDescending(v => v.Id.ToString(), StringComparer.Ordinal).Select(v => v.Id),
            await IdsAsync(new()));
    }

    [Theory]
    [InlineData("name", false)]
    [InlineData("name", true)]
    [InlineData("size", false)]
    [InlineData("size", true)]
    [InlineData("updated_at", true)]
    [InlineData("status", false)]
    [InlineData("bootable", true)]
    public async Task ListVolumes_PageByPage_GivesEveryVolumeOnceInOrder(string field, bool descending)
    {
        await CreateAsync(25, i => Volumes.New(createdAt: Volumes.Start.AddSeconds(i / 5)) with
        {
            Name = i % 4 == 0 ? null : "name" + i % 3,
            SizeGiB = 1 + i % 2,
            Bootable = i % 2 == 0,
            UpdatedAt = i % 3 == 0 ? null : Volumes.Start.AddSeconds(i % 7),
            Status = i % 2 == 0 ? VolumeStatus.Available : VolumeStatus.InUse,
        });
        var query = new CatalogQuery { Sort = [new(field, descending)] };
        var whole = await IdsAsync(query);

        var pages = new List<VolumeId>();
        for (Guid? marker = null; pages.Count < 25; marker = pages[^1].Value)
            pages.AddRange(await IdsAsync(query with { Limit = 4, Marker = marker }));

        Assert.Equal(25, whole.Distinct().Count());
        Assert.Equal(whole, pages);
    }

    [Fact]
    public async Task ListVolumes_InTwoDirections_FollowsEachKeysOwn()
    {
        var made = await CreateAsync(6, i => Volumes.New(createdAt: Volumes.Start.AddSeconds(i)) with { SizeGiB = i % 2, Name = "n" + i });
        var expected = made.OrderBy(v => v.SizeGiB).ThenByDescending(v => v.Name, StringComparer.Ordinal).Select(v => v.Id).ToList();
        var query = new CatalogQuery { Sort = [new("size", false), new("name", true)] };

        Assert.Equal(expected, await IdsAsync(query));
        Assert.Equal(expected.Skip(2), await IdsAsync(query with { Marker = expected[1].Value }));
    }

    [Fact]
    public async Task ListVolumes_SortedByWhatIsUnset_PutsItLowest()
    {
        var made = await CreateAsync(2, i => Volumes.New() with { Name = i == 0 ? "a" : null });

        Assert.Equal([made[1].Id, made[0].Id], await IdsAsync(new() { Sort = [new("name", false)] }));
        Assert.Equal([made[0].Id, made[1].Id], await IdsAsync(new() { Sort = [new("name", true)] }));
    }

    [Fact]
    public async Task ListVolumes_WithLimitAndOffset_CutsThePage()
    {
        await CreateAsync(5, i => Volumes.New(createdAt: Volumes.Start.AddSeconds(i)));
        var all = await IdsAsync(new());

        Assert.Empty(await IdsAsync(new() { Limit = 0 }));
        Assert.Equal(all.Skip(1).Take(2), await IdsAsync(new() { Limit = 2, Offset = 1 }));
        Assert.Empty(await IdsAsync(new() { Offset = 5 }));
    }

    [Fact]
    public async Task ListVolumes_OfAProject_ShowsAndCountsOnlyItsOwn()
    {
        await CreateAsync(5, i => Volumes.New("project" + i % 2) with { SizeGiB = 10 });

        Assert.Equal(3, (await IdsAsync(new() { Project = new("project0") })).Count);
        Assert.Equal((3, 30), await Catalog.CountVolumesAsync(new() { Project = new("project0"), Limit = 1 }, default));
        Assert.Equal((0, 0), await Catalog.CountVolumesAsync(new() { Project = new("nobody") }, default));
    }

    [Fact]
    public async Task ListVolumes_AfterAMarkerThatIsNotThere_IsNotFound()
    {
        var marker = Guid.NewGuid();
        var foreign = await CreateAsync(1, _ => Volumes.New("other"));

        var unknown = await Assert.ThrowsAsync<StorageException>(() => IdsAsync(new() { Marker = marker }));
        Assert.Equal((ErrorReason.NotFound, $"Volume {marker} could not be found."), (unknown.Error.Reason, unknown.Message));
        await Assert.ThrowsAsync<StorageException>(() => IdsAsync(new() { Project = new("project"), Marker = foreign[0].Id.Value }));
        var snapshot = await Assert.ThrowsAsync<StorageException>(() => Catalog.ListSnapshotsAsync(new() { Marker = marker }, default));
        Assert.Equal($"Snapshot {marker} could not be found.", snapshot.Message);
    }

    [Theory]
    [InlineData("zzz")]
    [InlineData("metadata")]
    [InlineData("v.id; DROP TABLE volumes")]
    public async Task ListVolumes_SortedByAnUnknownField_IsRefused(string field)
    {
        var refused = await Assert.ThrowsAsync<StorageException>(() => IdsAsync(new() { Sort = [new(field, false)] }));

        Assert.Equal((ErrorReason.InvalidInput, "Invalid input received: Invalid sort key"), (refused.Error.Reason, refused.Message));
    }

    [Fact]
    public async Task ListVolumes_Filtered_MatchesEachFieldByItsType()
    {
        var wanted = Volumes.New(createdAt: Volumes.Start.AddHours(1)) with
        {
            Name = "it's \"x\"", Description = "about", SizeGiB = 7, Status = VolumeStatus.InUse, AttachStatus = AttachStatus.Attached, AvailabilityZone = "zone", Bootable = true,
            TypeId = new(Guid.NewGuid()), Backend = new("other@b#p"), UpdatedAt = Volumes.Start.AddHours(2),
            Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("k.'1\"", "v'1"),
        };
        await CreateAsync(3, _ => Volumes.New());
        await _storage.CreateAsync(wanted);

        CatalogFilter[] alone =
        [
            new("id", Equal, wanted.Id.ToString()), new("name", Equal, wanted.Name), new("display_name", Equal, wanted.Name), new("description", Equal, "about"),
            new("size", Equal, "7"), new("size", Greater, "1"), new("size", NotEqual, "1"), new("status", Equal, "in-use"), new("attach_status", Equal, "attached"),
            new("availability_zone", Equal, "zone"), new("bootable", Equal, "True"), new("volume_type_id", Equal, wanted.TypeId.ToString()), new("host", Equal, "other@b#p"),
            new("created_at", Greater, "2026-03-01T12:30:00"), new("created_at", GreaterOrEqual, "2026-03-01T13:00:00.123456Z"), new("updated_at", NotEqual, null),
            new("created_at", Equal, "2026-03-01T13:00:00.123456"), new("name", NotEqual, null), new("metadata", Equal, "k.'1\"\0v'1"), new("name", Like, "T'S %X"),
            new("name", Like, "it_s"), new("description", Like, "bou"),
        ];
        foreach (var filter in alone)
            Assert.Equal([wanted.Id], await IdsAsync(new() { Filters = [filter] }));
        Assert.Equal([wanted.Id], await IdsAsync(new() { Filters = [.. alone] }));
        Assert.Equal((1, 7), await Catalog.CountVolumesAsync(new() { Filters = [.. alone] }, default));
    }

    [Fact]
    public async Task ListVolumes_FilteredByWhatCannotMatch_IsEmpty()
    {
        await CreateAsync(2, _ => Volumes.New());

        CatalogFilter[] nothing =
        [
            new("zzz", Equal, "1"), new("size", Equal, "many"), new("id", Equal, "x"), new("bootable", Equal, "maybe"), new("created_at", Greater, "yesterday"),
            new("metadata", Equal, "no separator"), new("metadata", Like, "k\0v"), new("size", Like, "1"), new("migration_status", Equal, "x"), new("name", Equal, "' OR 1=1 --"),
            new("name", Like, "\\"), new("status", Equal, null), new("consumes_quota", Equal, "false"),
        ];
        foreach (var filter in nothing)
        {
            Assert.Empty(await IdsAsync(new() { Filters = [filter] }));
            Assert.Equal((0, 0), await Catalog.CountVolumesAsync(new() { Filters = [filter] }, default));
        }
        Assert.Equal(2, (await IdsAsync(new() { Filters = [new("migration_status", Equal, null), new("name", Equal, null), new("consumes_quota", Equal, "true")] })).Count);
    }

    [Fact]
    public async Task ListAttachments_Filtered_MatchesInTheOrderOfTheirCreation()
    {
        var record = await _storage.CreateAsync(Volumes.New());
        var attachments = Enumerable.Range(0, 3).Select(i => Volumes.Attachment("host" + i, (AttachStatus)(1 + i))).ToArray();
        foreach (var attachment in attachments)
        {
            record.State = record.State with { Attachments = record.State.Attachments.Add(attachment) };
            await _storage.WriteAsync(record);
        }
        await CreateAsync(1, _ => Volumes.New() with { Attachments = [Volumes.Attachment()] });

        async Task<AttachmentId[]> List(CatalogQuery query) => [.. (await Catalog.ListAttachmentsAsync(query, default)).Select(a => a.Id)];
        CatalogQuery ofVolume = new() { Filters = [new("volume_id", Equal, record.State.Id.ToString())] };
        Assert.Equal(attachments.Reverse().Select(a => a.Id), await List(ofVolume));
        Assert.Equal([attachments[0].Id], await List(ofVolume with { Marker = attachments[1].Id.Value }));
        Assert.Equal([attachments[1].Id], await List(new() { Filters = [new("instance_id", Equal, attachments[1].InstanceId.ToString())] }));
        Assert.Equal([attachments[2].Id], await List(new() { Filters = [new("status", Equal, "attached")] }));
        Assert.Equal([attachments[1].Id], await List(new() { Filters = [new("attach_status", Equal, "attaching"), new("attached_host", Equal, "host1")] }));
        Assert.Empty(await List(new() { Project = new("other") }));
        Assert.Equal(record.State.Id, await Catalog.FindVolumeOfAttachmentAsync(attachments[0].Id, default));
        Assert.Null(await Catalog.FindVolumeOfAttachmentAsync(AttachmentId.New(), default));
    }

    [Fact]
    public async Task ListSnapshots_Filtered_MatchesTheirOwnFieldsAndTheirVolumesZone()
    {
        var snapshot = Volumes.Snapshot(createdAt: Volumes.Start.AddHours(1), name: "s1") with { Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("k", "v") };
        var volume = Volumes.New() with { AvailabilityZone = "zone", Snapshots = [Volumes.Snapshot(), snapshot] };
        await _storage.CreateAsync(volume);
        await CreateAsync(1, _ => Volumes.New("other") with { Snapshots = [Volumes.Snapshot("other")] });

        async Task<SnapshotId[]> List(CatalogQuery query) => [.. (await Catalog.ListSnapshotsAsync(query, default)).Select(s => s.Id)];
        Assert.Equal([snapshot.Id, volume.Snapshots[0].Id], await List(new() { Project = new("project") }));
        Assert.Equal([volume.Snapshots[0].Id], await List(new() { Project = new("project"), Marker = snapshot.Id.Value }));
        Assert.Equal([snapshot.Id], await List(new() { Filters = [new("name", Equal, "s1"), new("metadata", Equal, "k\0v"), new("status", Equal, "available")] }));
        Assert.Equal(2, (await List(new() { Filters = [new("availability_zone", Equal, "zone"), new("volume_id", Equal, volume.Id.ToString())] })).Length);
        Assert.Equal(3, await Catalog.CountSnapshotsAsync(new() { Limit = 1 }, default));
        Assert.Equal(volume.Id, await Catalog.FindVolumeOfSnapshotAsync(snapshot.Id, default));
    }

    [Fact]
    public async Task GetProjectUse_SumsVolumesAndSnapshotsByType()
    {
        var other = new VolumeTypeId(Guid.Parse("22222222-2222-2222-2222-222222222222"));
        await CreateAsync(2, _ => Volumes.New() with { SizeGiB = 5, Snapshots = [Volumes.Snapshot()] });
        await CreateAsync(1, _ => Volumes.New() with { SizeGiB = 3, TypeId = other });
        await CreateAsync(1, _ => Volumes.New("other"));

        Assert.Equal([new(Volumes.Type, 2, 2, 12), new(other, 1, 0, 3)], await Catalog.GetProjectUseAsync(new("project"), default));
        Assert.True(await Catalog.IsTypeInUseAsync(other, default));
        Assert.False(await Catalog.IsTypeInUseAsync(new(Guid.NewGuid()), default));
    }

    private async Task<IReadOnlyList<VolumeState>> CreateAsync(int count, Func<int, VolumeState> make)
    {
        var made = Enumerable.Range(0, count).Select(make).ToList();
        foreach (var volume in made)
            await _storage.CreateAsync(volume);
        return made;
    }

    private async Task<IReadOnlyList<VolumeId>> IdsAsync(CatalogQuery query) => [.. (await Catalog.ListVolumesAsync(query, default)).Select(v => v.Id)];
}
