using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using OrleansStorage.Catalog;
using OrleansStorage.Groups;
using OrleansStorage.Messages;
using OrleansStorage.Operations;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Data.Catalog;

/// <summary>What is shown of rows that are damaged, in the columns of <see cref="CatalogRows"/>: the status <c>error</c>, the key, and every column that can be read. What throws has no key.</summary>
internal static class CatalogRemains
{
    private static readonly ImmutableSortedDictionary<string, string> NoWords = ImmutableSortedDictionary<string, string>.Empty;

    public static AttachmentRow Attachment(DbDataReader row, string why) =>
        new(new(row.GetGuid(0)), new(row.GetGuid(1)), Guid(row, 2), AttachStatus.ErrorAttaching, new(Text(row, 4) ?? ""));

    public static SnapshotDescription Snapshot(DbDataReader row, string why) => new()
    {
        Id = new(row.GetGuid(0)),
        VolumeId = new(row.GetGuid(1)),
        ProjectId = new(Text(row, 2) ?? ""),
        UserId = Text(row, 3) ?? "",
        Name = Text(row, 4),
        Description = Text(row, 5),
        Status = SnapshotStatus.Error,
        SizeGiB = Number(row, 7),
        CreatedAt = Time(row, 8),
        Metadata = Words(row, 10),
        GroupSnapshotId = Guid(row, 11) is { } id ? new(id) : null,
    };

    public static TransferDescription Transfer(DbDataReader row, string why) =>
        new(new(row.GetGuid(0)), new(row.GetGuid(1)), new(Text(row, 2) ?? ""), Text(row, 3), row.Or(4, static (r, c) => r.GetBoolean(c), false), Time(row, 5));

    public static GroupDescription Group(DbDataReader row, string why) => new()
    {
        Id = new(row.GetGuid(1)),
        ProjectId = new(Text(row, 2) ?? ""),
        Name = Text(row, 3),
        Description = Text(row, 4),
        Status = GroupStatus.Error,
        GroupTypeId = new(Guid(row, 5) ?? default),
        VolumeTypes = [],
        AvailabilityZone = Text(row, 6),
        CreatedAt = Time(row, 7),
        Unreadable = why,
    };

    public static GroupSnapshotDescription GroupSnapshot(DbDataReader row, string why) => new()
    {
        Id = new(row.GetGuid(0)),
        GroupId = new(Guid(row, 1) ?? default),
        GroupTypeId = new(Guid(row, 2) ?? default),
        ProjectId = new(Text(row, 3) ?? ""),
        Name = Text(row, 4),
        Description = Text(row, 5),
        Status = GroupStatus.Error,
        CreatedAt = Time(row, 7),
    };

    public static UserMessage Message(DbDataReader row, string why) =>
        new(new(row.GetGuid(0)), new(Text(row, 1) ?? ""), Text(row, 2) ?? "", new(default, default, Text(row, 5) ?? "", Guid(row, 6) ?? default), Time(row, 7));

    public static TimelineEntry Operation(DbDataReader row, string why) => new(new TimelineMarker(row.GetInt64(0), row.GetInt64(1)).ToString(), new()
    {
        Id = default, Kind = "unreadable", Epoch = 0, RequestId = "", UserId = "", StartedAt = DateTimeOffset.UnixEpoch, EndedAt = DateTimeOffset.UnixEpoch,
        Error = "This entry of the timeline is damaged and cannot be read.",
    });

    /// <summary>Of a volume whose document cannot be read: its id alone. The rest is asked for (<see cref="VolumeFacts"/>), for what lists read of each volume is its document.</summary>
    public static VolumeDescription Volume(DbDataReader row, string why) => new()
    {
        Id = new(row.GetGuid(1)), ProjectId = new(""), UserId = "", SizeGiB = 0, Status = VolumeStatus.Error, AttachStatus = AttachStatus.Detached, TypeId = default, CreatedAt = DateTimeOffset.UnixEpoch,
        Unreadable = why,
    };

    /// <summary>What the catalog knows of volumes beside their documents.</summary>
    public const string VolumeFactColumns = "v.id, v.project, v.name, v.description, v.size, v.type_id, v.availability_zone, v.backend, v.bootable, v.created_at, v.group_id, v.metadata";

    /// <summary>A row of <see cref="VolumeFactColumns"/>.</summary>
    public static VolumeDescription VolumeFacts(DbDataReader row) => new()
    {
        Id = new(row.GetGuid(0)),
        ProjectId = new(Text(row, 1) ?? ""),
        UserId = "",
        Name = Text(row, 2),
        Description = Text(row, 3),
        SizeGiB = Number(row, 4),
        Status = VolumeStatus.Error,
        AttachStatus = AttachStatus.Detached,
        TypeId = new(Guid(row, 5) ?? default),
        AvailabilityZone = Text(row, 6),
        Backend = Text(row, 7) is { Length: > 0 } backend ? new(backend) : null,
        Bootable = row.Or(8, static (r, c) => r.GetBoolean(c), false),
        CreatedAt = Time(row, 9),
        GroupId = Guid(row, 10) is { } group ? new(group) : null,
        Metadata = Words(row, 11),
    };

    private static ImmutableSortedDictionary<string, string> Words(DbDataReader row, int column) =>
        row.Or(column, static (r, c) => JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(r.GetString(c)) ?? NoWords, NoWords);

    private static string? Text(DbDataReader row, int column) => row.Or(column, static (r, c) => (string?)r.GetString(c), null);

    private static Guid? Guid(DbDataReader row, int column) => row.Or(column, static (r, c) => (Guid?)r.GetGuid(c), null);

    private static int Number(DbDataReader row, int column) => row.Or(column, static (r, c) => r.GetInt32(c), 0);

    private static DateTimeOffset Time(DbDataReader row, int column) => row.Or(column, static (r, c) => r.Time(c), DateTimeOffset.UnixEpoch);
}
