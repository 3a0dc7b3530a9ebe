using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.GroupTypes;

/// <summary>The bodies of the group type calls (contract §21).</summary>
internal static class GroupTypeSchemas
{
    /// <summary>POST /group_types.</summary>
    public static readonly Schema Create = Body("group_type", Object([("name", Name), ("description", TextOrNull), ("is_public", CommonSchemas.Boolean), ("group_specs", ExtraSpecs)], "name"));

    /// <summary>PUT /group_types/{id}.</summary>
    public static readonly Schema Update = Body("group_type", Object([("name", TextOrNull), ("description", TextOrNull), ("is_public", CommonSchemas.Boolean)]));

    /// <summary>POST /group_types/{id}/group_specs.</summary>
    public static readonly Schema MergeSpecs = Body("group_specs", ExtraSpecs);

    /// <summary>PUT /group_types/{id}/group_specs/{key}: the entry itself.</summary>
    public static readonly Schema SetSpec = ExtraSpecs;
}
