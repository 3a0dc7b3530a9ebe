using System.Text.RegularExpressions;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Snapshots;

/// <summary>The bodies of the snapshot calls (contract §14).</summary>
internal static partial class SnapshotSchemas
{
    private static readonly (string, Schema)[] Names =
        [("name", TextOrNull), ("description", TextOrNull), ("display_name", TextOrNull), ("display_description", TextOrNull)];

    /// <summary>POST /snapshots.</summary>
    public static readonly Schema Create =
        Body("snapshot", Object([.. Names, ("volume_id", IdOrNull), ("force", BooleanOrNull), ("metadata", MetadataOrNull)], "volume_id"));

    /// <summary>PUT /snapshots/{id}.</summary>
    public static readonly Schema Update =
        Body("snapshot", new() { Types = JsonTypes.Object, Properties = Names, AnyOf = ["name", "description", "display_name", "display_description"] });

    /// <summary><c>os-reset_status</c>.</summary>
    public static readonly Schema ResetStatus = Object([("status", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 })], "status");

    /// <summary><c>os-update_snapshot_status</c>.</summary>
    public static readonly Schema UpdateStatus = Object(
        [("status", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 }), ("progress", new() { Types = JsonTypes.String | JsonTypes.Null, Pattern = Percent() })], "status");

    [GeneratedRegex("^(?:100|[0-9]{1,2})%$")]
    private static partial Regex Percent();
}
