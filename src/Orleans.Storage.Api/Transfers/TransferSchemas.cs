using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Transfers;

/// <summary>The bodies of the transfer calls (contract §20).</summary>
internal static class TransferSchemas
{
    private static readonly Schema NameOrNull = new()
    {
        Types = JsonTypes.String | JsonTypes.Null, MaxLength = 255, Format = ("name_non_mandatory_remove_white_spaces", s => !string.IsNullOrWhiteSpace(s)),
    };

    /// <summary>POST of the older path.</summary>
    public static readonly Schema CreateLegacy = Body("transfer", Object([("volume_id", Id), ("name", NameOrNull)], "volume_id"));

    /// <summary>POST of the newer path.</summary>
    public static readonly Schema Create = Body("transfer", Object([("volume_id", Id), ("name", NameOrNull), ("no_snapshots", CommonSchemas.Boolean)], "volume_id"));

    /// <summary>POST …/accept.</summary>
    public static readonly Schema Accept = Body("accept", Object([("auth_key", new() { Types = JsonTypes.String | JsonTypes.Integer })], "auth_key"));
}
