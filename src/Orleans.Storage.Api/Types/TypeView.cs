using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>Writes volume types (contract §15).</summary>
internal static class TypeView
{
    /// <summary>The extra specs that members may see; the others say how the operator's house is built.</summary>
    private static readonly string[] PublicSpecs = ["RESKEY:availability_zones", "multiattach", "replication_enabled"];

    /// <summary>The answer to a create.</summary>
    public static void WriteCreated(Utf8JsonWriter json, VolumeType type, ApiRequest request) => Write(json, type, request, withQos: false, withAccess: true);

    /// <summary>The answer to an update.</summary>
    public static void WriteUpdated(Utf8JsonWriter json, VolumeType type, ApiRequest request) => Write(json, type, request, withQos: false, withAccess: false);

    /// <summary>The default type.</summary>
    public static void WriteDefault(Utf8JsonWriter json, VolumeType type, ApiRequest request) => Write(json, type, request, withQos: true, withAccess: false);

    /// <summary>A type of a look-up or of the list.</summary>
    public static void WriteDetail(Utf8JsonWriter json, VolumeType type, ApiRequest request) => Write(json, type, request, withQos: true, withAccess: true);

    /// <summary>The extra specs that <paramref name="request"/>'s caller may see.</summary>
    public static IEnumerable<KeyValuePair<string, string>> VisibleSpecs(VolumeType type, ApiRequest request) =>
        request.May("volume_extension:types_extra_specs:read_sensitive") ? type.ExtraSpecs : type.ExtraSpecs.Where(spec => PublicSpecs.Contains(spec.Key));

    private static void Write(Utf8JsonWriter json, VolumeType type, ApiRequest request, bool withQos, bool withAccess)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, type.Id.Value);
        json.WriteString("name"u8, type.Name);
        json.WriteBoolean("is_public"u8, type.IsPublic);
        json.WriteString("description"u8, type.Description);
        if (request.May("volume_extension:access_types_extra_specs"))
        {
            json.WriteMap("extra_specs"u8, VisibleSpecs(type, request));
        }

        if (withQos && request.May("volume_extension:access_types_qos_specs_id"))
        {
            json.WriteIdOrNull("qos_specs_id"u8, type.QosSpecsId?.Value);
        }

        if (withAccess && request.May("volume_extension:volume_type_access"))
        {
            json.WriteBoolean("os-volume-type-access:is_public"u8, type.IsPublic);
        }

        json.WriteEndObject();
    }
}
