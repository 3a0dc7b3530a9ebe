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
        ["host"] = new("v.backend", Text, Nullable: true),
        ["bootable"] = new("v.bootable", CatalogColumnType.Boolean),
        ["metadata"] = new("v.metadata", Metadata),
        ["glance_metadata"] = new("v.image_metadata", Metadata),
        ["migration_status"] = new("v.migration_status", Text, Nullable: true),
        ["group_id"] = Unset,
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
        ["metadata"] = new("s.metadata", Metadata),
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
        ["project_id"] = new("a.project"),
    }.ToFrozenDictionary(), StorageError.AttachmentNotFound);
}
