using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Groups;

/// <summary>The bodies of the group calls (contract §21).</summary>
internal static class GroupSchemas
{
    private static readonly Schema TextOfOne = new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 };

    /// <summary>POST /groups. What is in <c>volume_types</c> is looked at by the endpoint.</summary>
    public static readonly Schema Create = Body("group", Object(
        [
            ("description", TextOrNull), ("group_type", TextOfOne), ("name", TextOrNull), ("volume_types", new() { Types = JsonTypes.Array }),
            ("availability_zone", new() { Types = JsonTypes.String | JsonTypes.Null, MinLength = 1, MaxLength = 255 }),
        ], "group_type", "volume_types"));

    /// <summary><c>create-from-src</c>.</summary>
    public static readonly Schema CreateFromSource = Object([("description", TextOrNull), ("name", TextOrNull), ("source_group_id", IdOrNull), ("group_snapshot_id", IdOrNull)]);

    /// <summary>PUT /groups/{id}.</summary>
    public static readonly Schema Update = Body("group", new()
    {
        Types = JsonTypes.Object,
        Properties = [("description", TextOrNull), ("name", TextOrNull), ("add_volumes", LongTextOrNull), ("remove_volumes", LongTextOrNull)],
        AnyOf = ["name", "description", "add_volumes", "remove_volumes"],
    });

    /// <summary><c>delete</c>.</summary>
    public static readonly Schema Delete = Object([("delete-volumes", CommonSchemas.Boolean)]);

    /// <summary><c>reset_status</c>.</summary>
    public static readonly Schema ResetStatus = Object([("status", TextOfOne)], "status");

    /// <summary><c>failover_replication</c>.</summary>
    public static readonly Schema Failover = Object([("allow_attached_volume", CommonSchemas.Boolean), ("secondary_backend_id", TextOrNull)]);

    private static Schema LongTextOrNull => new() { Types = JsonTypes.String | JsonTypes.Null };
}
