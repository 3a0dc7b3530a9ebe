using OrleansStorage.Api.Microversions;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Volumes;

/// <summary>The bodies of the volume calls (contract §7.2, §7.5).</summary>
internal static class VolumeSchemas
{
    /// <summary>The key of the hints, beside the volume.</summary>
    public const string Hints = "OS-SCH-HNT:scheduler_hints";

    private const int StrictSince = 53;
    private const int GroupSince = 13;
    /// <summary>Since when a volume can be made of a backup.</summary>
    public const int BackupSince = 47;

    private static readonly (string, Schema)[] Names =
        [("name", TextOrNull), ("description", TextOrNull), ("display_name", TextOrNull), ("display_description", TextOrNull)];

    private static readonly (string, Schema)[] CreateFields =
    [
        .. Names, ("volume_type", TextOrNull), ("metadata", MetadataOrNull), ("snapshot_id", IdOrNull), ("source_volid", IdOrNull), ("consistencygroup_id", IdOrNull), ("size", SizeOrNull),
        ("availability_zone", new() { Types = JsonTypes.String | JsonTypes.Null, MinLength = 1, MaxLength = 255 }), ("multiattach", BooleanOrNull), ("image_id", TextOrNull), ("imageRef", TextOrNull),
    ];

    private static readonly Schema IdOrIds = new() { Types = JsonTypes.String | JsonTypes.Array, Format = Id.Format, Items = Id };

    private static readonly Schema HintsOrNull = new()
    {
        Types = JsonTypes.Object | JsonTypes.Null, AllowsMore = true,
        Properties = [("local_to_instance", IdOrNull), ("query", new() { Types = JsonTypes.String | JsonTypes.Object, AllowsMore = true }), ("different_host", IdOrIds), ("same_host", IdOrIds)],
    };

    private static readonly (int Since, Schema Body)[] CreateByVersion = [.. new[] { 0, GroupSince, BackupSince, StrictSince }.Select(since => (since, BuildCreate(since)))];
    private static readonly Schema UpdateLoose = Body("volume", Object([.. Names, ("metadata", MetadataOrNull)]));
    private static readonly Schema UpdateStrict = Body("volume", new()
    {
        Types = JsonTypes.Object,
        Properties = [.. Names, ("metadata", MetadataOrNull)],
        AnyOf = ["name", "description", "display_name", "display_description", "metadata"],
    });

    /// <summary>POST /volumes.</summary>
    public static Schema Create(Microversion version) => CreateByVersion.Last(b => version.Has(b.Since)).Body;

    /// <summary>PUT /volumes/{id}.</summary>
    public static Schema Update(Microversion version) => version.Has(StrictSince) ? UpdateStrict : UpdateLoose;

    private static Schema BuildCreate(int minor)
    {
        List<(string, Schema)> fields = [.. CreateFields];
        if (minor >= GroupSince)
        {
            fields.Add(("group_id", TextOrNull));
        }

        if (minor >= BackupSince)
        {
            fields.Add(("backup_id", IdOrNull));
        }

        var volume = new Schema { Types = JsonTypes.Object, Properties = fields, AllowsMore = minor < StrictSince };
        return Object([("volume", volume), (Hints, HintsOrNull)], "volume");
    }
}
