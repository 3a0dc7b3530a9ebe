using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using Xunit;

namespace OrleansStorage.Data.Conformance;

/// <summary>Pages, order and markers of lists.</summary>
public abstract class CatalogListConformance(ITestDatabase database) : StorageConformance(database)
{
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
}
