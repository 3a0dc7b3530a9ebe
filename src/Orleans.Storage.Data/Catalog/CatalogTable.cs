using System.Collections.Frozen;
using OrleansStorage.Errors;
using static OrleansStorage.Data.Catalog.CatalogColumnType;

namespace OrleansStorage.Data.Catalog;

/// <summary>One listable table: which fields can be filtered and sorted by. Immutable.</summary>
/// <param name="From">Its FROM clause.</param>
/// <param name="Project">The owner's column.</param>
/// <param name="Columns">Every field, by its API name.</param>
/// <param name="NotFound">What an unknown marker is.</param>
internal sealed record CatalogTable(string From, string Project, FrozenDictionary<string, CatalogColumn> Columns, Func<object, StorageError> NotFound)
{
    /// <summary>The name of the key, and last sort key.</summary>
    public const string Id = "id";

    /// <summary>The name of the sort key before the last.</summary>
    public const string CreatedAt = "created_at";

    // Fields that Cinder lets a client filter by and that are the same for every volume here.
    private static readonly CatalogColumn Unset = new("CAST(NULL AS text)", Text, Nullable: true);
    private static readonly CatalogColumn Always = new("(1 = 1)", CatalogColumnType.Boolean);
    private static readonly CatalogColumn Never = new("(1 = 0)", CatalogColumnType.Boolean);

    /// <summary>What is in the state document alone; only operators ask.</summary>
    private static CatalogColumn Detail(string view, string id, string column, CatalogColumnType type = Text) =>
        new($"(SELECT d.{column} FROM {view} d WHERE d.id = {id})", type, Nullable: true);

    /// <summary>Whether what a column names is in no row of its table; true for one that names nothing.</summary>
    private static CatalogColumn Gone(string table, string column) => new($"(NOT EXISTS (SELECT 1 FROM {table} t WHERE t.id = {column}))", CatalogColumnType.Boolean);

    /// <summary>Volumes.</summary>
    public static CatalogTable Volumes { get; } = new("volumes v", "v.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("v.id", Uuid),
        [CreatedAt] = new("v.created_at", Time),
        ["updated_at"] = new("v.updated_at", Time, Nullable: true),
        ["name"] = new("v.name", Text, Nullable: true),
        ["display_name"] = new("v.name", Text, Nullable: true),
        ["description"] = new("v.description", Text, Nullable: true),
        ["display_description"] = new("v.description", Text, Nullable: true),
        ["status"] = new("v.status"),
        ["attach_status"] = new("v.attach_status"),
        ["project_id"] = new("v.project"),
        ["size"] = new("v.size", Integer),
        ["volume_type_id"] = new("v.type_id", Uuid),
        ["availability_zone"] = new("v.availability_zone", Text, Nullable: true),
        ["host"] = new("v.backend", Host, Nullable: true),
        ["bootable"] = new("v.bootable", CatalogColumnType.Boolean),
        ["user_id"] = Detail("volume_details", "v.id", "user_id"),
        ["multiattach"] = Detail("volume_details", "v.id", "multiattach", CatalogColumnType.Boolean),
        ["snapshot_id"] = Detail("volume_details", "v.id", "snapshot_id", Uuid),
        ["source_volid"] = Detail("volume_details", "v.id", "source_volid", Uuid),
        ["shared_targets"] = Detail("volume_details", "v.id", "shared_targets", CatalogColumnType.Boolean),
        ["unset"] = Unset,
        ["metadata"] = new("v.metadata", Metadata),
        ["shown_metadata"] = Detail("volume_details", "v.id", "shown_metadata", Metadata),
        ["glance_metadata"] = new("v.image_metadata", Metadata),
        ["migration_status"] = new("v.migration_status", Text, Nullable: true),
        ["group_id"] = new("v.group_id", Uuid, Nullable: true),
        ["group_is_gone"] = Gone("groups", "v.group_id"),
        ["consumes_quota"] = Always,
    }.ToFrozenDictionary(), StorageError.VolumeNotFound);

    /// <summary>Snapshots.</summary>
    public static CatalogTable Snapshots { get; } = new("snapshots s", "s.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("s.id", Uuid),
        [CreatedAt] = new("s.created_at", Time),
        ["updated_at"] = new("s.updated_at", Time, Nullable: true),
        ["name"] = new("s.name", Text, Nullable: true),
        ["display_name"] = new("s.name", Text, Nullable: true),
        ["description"] = new("s.description", Text, Nullable: true),
        ["display_description"] = new("s.description", Text, Nullable: true),
        ["status"] = new("s.status"),
        ["project_id"] = new("s.project"),
        ["user_id"] = new("s.user_id"),
        ["volume_id"] = new("s.volume_id", Uuid),
        ["size"] = new("s.size", Integer),
        ["volume_size"] = new("s.size", Integer),
        ["availability_zone"] = new("(SELECT v.availability_zone FROM volumes v WHERE v.id = s.volume_id)", Text, Nullable: true),
        ["volume_type_id"] = new("(SELECT v.type_id FROM volumes v WHERE v.id = s.volume_id)", Uuid),
        ["host"] = new("v.backend", Host, Nullable: true, "volumes v WHERE v.id = s.volume_id"),
        ["progress"] = new("coalesce(s.progress, CASE s.status WHEN 'creating' THEN '0%' ELSE '100%' END)"),
        ["unset"] = Unset,
        ["metadata"] = new("s.metadata", Metadata),
        ["group_snapshot_id"] = new("s.group_snapshot_id", Uuid, Nullable: true),
        ["group_snapshot_is_gone"] = Gone("group_snapshots", "s.group_snapshot_id"),
        ["consumes_quota"] = Always,
    }.ToFrozenDictionary(), StorageError.SnapshotNotFound);

    /// <summary>Attachments. They have no time of their own; the order in which they came stands for it.</summary>
    public static CatalogTable Attachments { get; } = new("attachments a", "a.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("a.id", Uuid),
        [CreatedAt] = new("a.seq", Integer),
        ["volume_id"] = new("a.volume_id", Uuid),
        ["status"] = new("a.attach_status"),
        ["attach_status"] = new("a.attach_status"),
        ["instance_id"] = new("a.instance_id", Uuid, Nullable: true),
        ["instance_uuid"] = new("a.instance_id", Uuid, Nullable: true),
        ["attached_host"] = new("a.attached_host", Text, Nullable: true),
        ["attach_mode"] = Detail("attachment_details", "a.id", "mode"),
        ["mountpoint"] = Detail("attachment_details", "a.id", "mountpoint"),
        ["project_id"] = new("a.project"),
    }.ToFrozenDictionary(), StorageError.AttachmentNotFound);

    /// <summary>Open transfers.</summary>
    public static CatalogTable Transfers { get; } = new("transfers t", "t.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("t.id", Uuid),
        [CreatedAt] = new("t.created_at", Time),
        ["name"] = new("t.name", Text, Nullable: true),
        ["volume_id"] = new("t.volume_id", Uuid),
        ["source_project_id"] = new("t.project"),
        ["no_snapshots"] = new("t.no_snapshots", CatalogColumnType.Boolean),
        ["accepted"] = Never,
        ["unset"] = Unset,
    }.ToFrozenDictionary(), id => StorageError.NotFound($"Transfer {id} could not be found."));

    /// <summary>Groups.</summary>
    public static CatalogTable Groups { get; } = new("groups g", "g.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("g.id", Uuid),
        [CreatedAt] = new("g.created_at", Time),
        ["updated_at"] = new("g.updated_at", Time, Nullable: true),
        ["name"] = new("g.name", Text, Nullable: true),
        ["description"] = new("g.description", Text, Nullable: true),
        ["status"] = new("g.status"),
        ["availability_zone"] = new("g.availability_zone", Text, Nullable: true),
        ["group_type_id"] = new("g.group_type_id", Uuid),
        ["project_id"] = new("g.project"),
        ["user_id"] = Detail("group_details", "g.id", "user_id"),
        ["host"] = new("v.backend", Host, Nullable: true, "volumes v WHERE v.group_id = g.id"),
        ["group_snapshot_id"] = Detail("group_details", "g.id", "group_snapshot_id", Uuid),
        ["source_group_id"] = Detail("group_details", "g.id", "source_group_id", Uuid),
        ["replication_status"] = new("CAST('disabled' AS text)"),
        ["owes"] = new("g.owes", CatalogColumnType.Boolean),
    }.ToFrozenDictionary(), StorageError.GroupNotFound);

    /// <summary>Group snapshots.</summary>
    public static CatalogTable GroupSnapshots { get; } = new("group_snapshots s", "s.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("s.id", Uuid),
        [CreatedAt] = new("s.created_at", Time),
        ["updated_at"] = new("s.updated_at", Time, Nullable: true),
        ["name"] = new("s.name", Text, Nullable: true),
        ["description"] = new("s.description", Text, Nullable: true),
        ["status"] = new("s.status"),
        ["group_id"] = new("s.group_id", Uuid),
        ["group_type_id"] = new("s.group_type_id", Uuid),
        ["project_id"] = new("s.project"),
    }.ToFrozenDictionary(), StorageError.GroupSnapshotNotFound);

    /// <summary>Messages to users. All are of one level.</summary>
    public static CatalogTable Messages { get; } = new("messages m", "m.project", new Dictionary<string, CatalogColumn>
    {
        [Id] = new("m.id", Uuid),
        [CreatedAt] = new("m.created_at", Time),
        ["guaranteed_until"] = new("m.created_at", Time),
        ["event_id"] = new("m.event_id"),
        ["resource_type"] = new("m.resource_type"),
        ["resource_uuid"] = new("m.resource_uuid", Uuid),
        ["request_id"] = new("m.request_id"),
        ["message_level"] = new("CAST('ERROR' AS text)"),
    }.ToFrozenDictionary(), id => StorageError.NotFound($"Message {id} could not be found."));
}
