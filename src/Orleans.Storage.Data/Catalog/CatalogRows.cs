using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Messages;
using OrleansStorage.Operations;
using OrleansStorage.Transfers;
using OrleansStorage.Volumes;

namespace OrleansStorage.Data.Catalog;

/// <summary>Rows of the catalog as the values that they stand for, each beside the columns that it reads.</summary>
internal static class CatalogRows
{
    public const string AttachmentColumns = "a.id, a.volume_id, a.instance_id, a.attach_status, a.project";

    public static AttachmentRow Attachment(DbDataReader row) =>
        new(new(row.GetGuid(0)), new(row.GetGuid(1)), row.IsDBNull(2) ? null : row.GetGuid(2), WireName<AttachStatus>.Parse(row.GetString(3))!.Value, new(row.GetString(4)));

    public const string SnapshotColumns = "s.id, s.volume_id, s.project, s.user_id, s.name, s.description, s.status, s.size, s.created_at, s.updated_at, s.metadata, s.group_snapshot_id, s.progress";

    public static SnapshotDescription Snapshot(DbDataReader row) => new()
    {
        Id = new(row.GetGuid(0)),
        VolumeId = new(row.GetGuid(1)),
        ProjectId = new(row.GetString(2)),
        UserId = row.GetString(3),
        Name = row.Text(4),
        Description = row.Text(5),
        Status = WireName<SnapshotStatus>.Parse(row.GetString(6))!.Value,
        SizeGiB = row.GetInt32(7),
        CreatedAt = row.Time(8),
        UpdatedAt = row.TimeOrNull(9),
        Metadata = JsonSerializer.Deserialize<ImmutableSortedDictionary<string, string>>(row.GetString(10))!,
        GroupSnapshotId = row.IsDBNull(11) ? null : new(row.GetGuid(11)),
        Progress = row.Text(12),
    };

    public const string TransferColumns = "t.id, t.volume_id, t.project, t.name, t.no_snapshots, t.created_at";

    public static TransferDescription Transfer(DbDataReader row) => new(new(row.GetGuid(0)), new(row.GetGuid(1)), new(row.GetString(2)), row.Text(3), row.GetBoolean(4), row.Time(5));

    public const string GroupFactColumns = "g.id, g.project, g.name, g.description, g.group_type_id, g.availability_zone, g.created_at";

    public static GroupDescription Group(DbDataReader row) => GroupStateJson.Read(row.GetFieldValue<byte[]>(0)).Describe();

    public const string GroupSnapshotColumns = "s.id, s.group_id, s.group_type_id, s.project, s.name, s.description, s.status, s.created_at";

    public static GroupSnapshotDescription GroupSnapshot(DbDataReader row) => new()
    {
        Id = new(row.GetGuid(0)),
        GroupId = new(row.GetGuid(1)),
        GroupTypeId = new(row.GetGuid(2)),
        ProjectId = new(row.GetString(3)),
        Name = row.Text(4),
        Description = row.Text(5),
        Status = WireName<GroupStatus>.Parse(row.GetString(6))!.Value,
        CreatedAt = row.Time(7),
    };

    public const string MessageColumns = "m.id, m.project, m.request_id, m.action, m.detail, m.resource_type, m.resource_uuid, m.created_at";

    public static UserMessage Message(DbDataReader row) => new(new(row.GetGuid(0)), new(row.GetString(1)), row.GetString(2),
        new(Known<MessageAction>(row.GetInt32(3)), Known<MessageDetail>(row.GetInt32(4)), row.GetString(5), row.GetGuid(6)), row.Time(7));

    public static TimelineEntry Operation(DbDataReader row) =>
        new(new TimelineMarker(row.GetInt64(0), row.GetInt64(1)).ToString(), VolumeStateJson.ReadOperation(row.GetString(2)));

    /// <summary>A value of another version must not pass for one that this one knows.</summary>
    private static TEnum Known<TEnum>(int number) where TEnum : struct, Enum =>
        Enum.GetValues<TEnum>().FirstOrDefault(v => Convert.ToInt32(v, CultureInfo.InvariantCulture) == number) is var value && Enum.IsDefined(value) ? value : throw new FormatException($"There is no {typeof(TEnum).Name} {number}.");

    public static VolumeDescription Volume(DbDataReader row) => VolumeStateJson.Read(row.GetFieldValue<byte[]>(0)).Describe();

    public static VolumeId VolumeId(DbDataReader row) => new(row.GetGuid(0));

    public static CapacityHolder CapacityHolder(DbDataReader row) => new(row.GetGuid(0), row.GetInt32(1), row.GetInt32(2) == 1);

    public static PoolUse PoolUse(DbDataReader row) => new(new(row.GetString(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4));

    public static ProjectUse ProjectUse(DbDataReader row) => new(new(row.GetGuid(0)), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
}
