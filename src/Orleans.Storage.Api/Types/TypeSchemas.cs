using OrleansStorage.Api.Requests.Schemas;
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

    /// <summary><c>addProjectAccess</c> and <c>removeProjectAccess</c>.</summary>
    public static readonly Schema Access = Object([("project", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 })], "project");
}
