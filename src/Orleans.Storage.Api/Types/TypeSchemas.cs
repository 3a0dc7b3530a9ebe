using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Types;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Types;

/// <summary>The bodies of the type calls (contract §15).</summary>
internal static class TypeSchemas
{
    /// <summary>POST /types.</summary>
    public static readonly Schema Create =
        Body("volume_type", Object([("name", Name), ("description", TextOrNull), ("extra_specs", ExtraSpecs), ("os-volume-type-access:is_public", CommonSchemas.Boolean)], "name"));

    /// <summary>PUT /types/{id}.</summary>
    public static readonly Schema Update = Body("volume_type", Object([("name", TextOrNull), ("description", TextOrNull), ("is_public", CommonSchemas.Boolean)]));

    /// <summary>POST /types/{id}/extra_specs.</summary>
    public static readonly Schema MergeSpecs = new() { Types = JsonTypes.Object, Properties = [("extra_specs", ExtraSpecs)], Required = ["extra_specs"], AllowsMore = true };

    /// <summary>PUT /types/{id}/extra_specs/{key}: the entry itself.</summary>
    public static readonly Schema SetSpec = ExtraSpecs;

    /// <summary>POST /types/{id}/encryption.</summary>
    public static readonly Schema CreateEncryption = Body("encryption", Encryption("provider", "control_location"));

    /// <summary>PUT /types/{id}/encryption/{encryption_id}.</summary>
    public static readonly Schema UpdateEncryption = Body("encryption", Encryption());

    /// <summary><c>addProjectAccess</c> and <c>removeProjectAccess</c>.</summary>
    public static readonly Schema Access = Object([("project", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 })], "project");

    private static Schema Encryption(params string[] required) => Object(
        [
            ("provider", Name), ("control_location", new() { Types = JsonTypes.String, Words = WireName<EncryptionControl>.All }), ("cipher", TextOrNull), ("key_size", WholeNumberOrNull),
        ], required);
}
