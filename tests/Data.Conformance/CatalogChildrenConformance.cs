using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;
using Xunit;
using static OrleansStorage.Catalog.CatalogOperator;

namespace OrleansStorage.Data.Conformance;

/// <summary>Lists of what belongs to volumes, and sums over it.</summary>
public abstract class CatalogChildrenConformance(ITestDatabase database) : StorageConformance(database)
{
    [Fact]
    public async Task ListAttachments_Filtered_MatchesInTheOrderOfTheirCreation()
    {
        var record = await Storage.CreateAsync(Volumes.New());
        var attachments = Enumerable.Range(0, 3).Select(i => Volumes.Attachment("host" + i, (AttachStatus)(1 + i))).ToArray();
        foreach (var attachment in attachments)
        {
            record.State = record.State with { Attachments = record.State.Attachments.Add(attachment) };
            await Storage.WriteAsync(record);
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
        await Storage.CreateAsync(volume);
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

    [Fact]
    public async Task Use_OfAVolumeThatIsBeingGrown_IsWhatItWillHave()
    {
        var pool = new BackendId("host@grows#pool");
        var intent = Volumes.Intent(1, Volumes.Start) with { Kind = IntentKind.ExtendVolume, NewSizeGiB = 9 };
        var record = await Storage.CreateAsync(Volumes.New("grower") with { Backend = pool, SizeGiB = 5 });
        record.State = record.State with { Intent = intent };
        await Storage.WriteAsync(record);

        Assert.Equal(9, Assert.Single(await Catalog.GetProjectUseAsync(new("grower"), default)).SizeGiB);
        Assert.Equal(9, Assert.Single(await Catalog.ListCapacityHoldersAsync(pool, default)).SizeGiB);
        record.State = record.State with { Intent = null };
        await Storage.WriteAsync(record);
        Assert.Equal(5, Assert.Single(await Catalog.GetProjectUseAsync(new("grower"), default)).SizeGiB);
    }

    [Fact]
    public async Task ListPoolUse_SumsVolumesAndSnapshotsByProject()
    {
        var pool = new BackendId("host@one#pool");
        await CreateAsync(2, _ => Volumes.New() with { Backend = pool, SizeGiB = 5, Snapshots = [Volumes.Snapshot()] });
        await CreateAsync(1, _ => Volumes.New("other") with { Backend = pool, SizeGiB = 3 });
        await CreateAsync(1, _ => Volumes.New() with { Backend = new("host@two#pool") });

        Assert.Equal([new(new("other"), 1, 3, 0, 0), new(new("project"), 2, 10, 2, 2)], await Catalog.ListPoolUseAsync(pool, default));
        Assert.Empty(await Catalog.ListPoolUseAsync(new("host@three#pool"), default));
    }
}
