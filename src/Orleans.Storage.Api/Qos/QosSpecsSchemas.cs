using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Types;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.Qos;

/// <summary>The bodies of the QoS calls (contract §16). What else is under <c>qos_specs</c> is a spec; <see cref="QosSpecsBody"/> looks at it.</summary>
internal static class QosSpecsSchemas
{
    private static readonly Schema Consumer = new() { Types = JsonTypes.String, Words = WireName<QosConsumer>.All };

    /// <summary>POST /qos-specs.</summary>
    public static readonly Schema Create = Body("qos_specs", new() { Types = JsonTypes.Object, Properties = [("name", Name), ("consumer", Consumer)], Required = ["name"], AllowsMore = true });

    /// <summary>PUT /qos-specs/{id}.</summary>
    public static readonly Schema Update = Body("qos_specs", new() { Types = JsonTypes.Object, Properties = [("consumer", Consumer)], AllowsMore = true, MinProperties = 1 });

    /// <summary>PUT /qos-specs/{id}/delete_keys.</summary>
    public static readonly Schema DeleteKeys = Body("keys", new() { Types = JsonTypes.Array });
}
