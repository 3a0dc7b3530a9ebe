using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Data.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using Xunit;
using static OrleansStorage.Catalog.CatalogOperator;

namespace OrleansStorage.Data.Conformance;

/// <summary>Filters of a list of volumes.</summary>
public abstract class CatalogFilterConformance(ITestDatabase database) : StorageConformance(database)
{
    [Fact]
    public async Task ListVolumes_Filtered_MatchesEachFieldByItsType()
    {
        var wanted = Volumes.New(createdAt: Volumes.Start.AddHours(1)) with
        {
            Name = "it's \"x\"", Description = "about", SizeGiB = 7, Status = VolumeStatus.InUse, AttachStatus = AttachStatus.Attached, AvailabilityZone = "zone", Bootable = true,
            TypeId = new(Guid.NewGuid()), Backend = new("other@b#p"), UpdatedAt = Volumes.Start.AddHours(2),
            Metadata = ImmutableSortedDictionary<string, string>.Empty.Add("k.'1\"", "v'1"), ImageMetadata = ImmutableSortedDictionary<string, string>.Empty.Add("os", "x"),
            MigrationStatus = MigrationStatus.Migrating, UserId = "someone", Multiattach = true, SharedTargets = false, SnapshotId = new(Guid.NewGuid()), SourceVolumeId = VolumeId.New(),
            AdminMetadata = ImmutableSortedDictionary<string, string>.Empty.Add("readonly", "True"),
        };
        await CreateAsync(3, _ => Volumes.New());
        await Storage.CreateAsync(wanted);

        CatalogFilter[] alone =
        [
            new("id", Equal, wanted.Id.ToString()), new("name", Equal, wanted.Name), new("display_name", Equal, wanted.Name), new("description", Equal, "about"),
            new("size", Equal, "7"), new("size", Greater, "1"), new("size", NotEqual, "1"), new("status", Equal, "in-use"), new("attach_status", Equal, "attached"),
            new("availability_zone", Equal, "zone"), new("bootable", Equal, "True"), new("volume_type_id", Equal, wanted.TypeId.ToString()), new("host", Equal, "other@b#p"), new("host", Equal, "other@b"), new("host", Equal, "other"), new("host", AnyOf, "x@y\0other"), new("host", Like, "@b#"),
            new("user_id", Equal, "someone"), new("multiattach", Equal, "true"), new("shared_targets", Equal, "false"), new("snapshot_id", Equal, wanted.SnapshotId.ToString()),
            new("shown_metadata", Equal, "readonly\0True"), new("shown_metadata", Equal, "k.'1\"\0v'1"), new("size", AnyOf, "7\0many"),
            new("size", Like, "7"), new("id", Like, wanted.Id.ToString()[3..20]), new("status", AnyOf, "error\0in-use"),
            new("created_at", Greater, "2026-03-01T12:30:00"), new("created_at", GreaterOrEqual, "2026-03-01T13:00:00.123456Z"), new("updated_at", NotEqual, null),
            new("created_at", Equal, "2026-03-01T13:00:00.123456"), new("name", NotEqual, null), new("metadata", Equal, "k.'1\"\0v'1"), new("name", Like, "T'S %X"),
            new("glance_metadata", Equal, "os\0x"), new("migration_status", Equal, "migrating"), new("name", Like, "it_s"), new("description", Like, "bou"),
        ];
        foreach (var filter in alone)
            Assert.Equal([wanted.Id], await IdsAsync(new() { Filters = [filter] }));
        Assert.Equal([wanted.Id], await IdsAsync(new() { Filters = [.. alone] }));
        Assert.Equal((1, 7), await Catalog.CountVolumesAsync(new() { Filters = [.. alone] }, default));
    }

    [Fact]
    public async Task ListVolumes_FilteredBySource_FindsClonesAndNotWhatASnapshotMade()
    {
        var source = VolumeId.New();
        var clone = (await CreateAsync(1, _ => Volumes.New() with { SourceVolumeId = source }))[0];
        await CreateAsync(1, _ => Volumes.New() with { SourceVolumeId = source, SnapshotId = new(Guid.NewGuid()) });

        Assert.Equal([clone.Id], await IdsAsync(new() { Filters = [new("source_volid", Equal, source.ToString())] }));
    }

    [Fact]
    public async Task ListVolumes_FilteredByWhatCannotMatch_IsEmpty()
    {
        await CreateAsync(2, _ => Volumes.New());

        CatalogFilter[] nothing =
        [
            new("host", Equal, "stor"), new("host", Equal, "storage@sim"), new("host", Equal, "storage#pool"), new("host", Equal, "s%"), new("size", Equal, "many"), new("id", Equal, "x"), new("bootable", Equal, "maybe"), new("created_at", Greater, "yesterday"),
            new("metadata", Equal, "no separator"), new("metadata", Like, "k\0v"), new("created_at", Like, "20"), new("size", AnyOf, "7\0many"), new("migration_status", Equal, "x"), new("name", Equal, "' OR 1=1 --"),
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
    public async Task ListVolumes_ThatAreSaidToMatchNothing_IsEmpty()
    {
        await CreateAsync(1, _ => Volumes.New());

        Assert.Empty(await IdsAsync(new() { MatchesNothing = true }));
        Assert.Equal((0, 0), await Catalog.CountVolumesAsync(new() { MatchesNothing = true }, default));
    }

    [Fact]
    public async Task Filter_ByAFieldThatThereIsNot_IsADefectAndNeverAnEmptyList() =>
        await Assert.ThrowsAsync<ArgumentException>(() => IdsAsync(new() { Filters = [new("zzz", Equal, "1")] }));

    [Fact]
    public async Task EveryFieldOfEveryTable_InEveryComparison_IsAnswered()
    {
        foreach (var (table, list) in Lists())
        foreach (var (field, column) in table.Columns)
        foreach (var comparison in Enum.GetValues<CatalogOperator>())
        foreach (var value in column.Type == CatalogColumnType.Metadata ? ["k\0v"] : new[] { "1", "true", "a@b", Guid.Empty.ToString(), "2026-01-01T00:00:00Z", null })
            await list(new() { Filters = [new(field, comparison, value)] });
    }

    private IEnumerable<(CatalogTable Table, Func<CatalogQuery, Task> List)> Lists() =>
    [
        (CatalogTable.Volumes, q => Catalog.ListVolumesAsync(q, default)),
        (CatalogTable.Snapshots, q => Catalog.ListSnapshotsAsync(q, default)),
        (CatalogTable.Attachments, q => Catalog.ListAttachmentsAsync(q, default)),
        (CatalogTable.Transfers, q => Catalog.ListTransfersAsync(q, default)),
        (CatalogTable.Groups, q => Catalog.ListGroupsAsync(q, default)),
        (CatalogTable.GroupSnapshots, q => Catalog.ListGroupSnapshotsAsync(q, default)),
        (CatalogTable.Messages, q => Storage.Messages.ListAsync(q, default)),
    ];
}
