using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Types;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Connections;

/// <summary>Writes connection info in its two shapes: nested for the legacy pair, flat for attachments (contract §8, §9). The only place where a secret leaves for the host.</summary>
internal static class ConnectionInfoView
{
    /// <summary><c>os-initialize_connection</c>: the login under <c>data</c>.</summary>
    public static void WriteNested(Utf8JsonWriter json, ConnectionInfo info, TypeSnapshot types)
    {
        json.WriteStartObject();
        json.WriteString("driver_volume_type"u8, info.Data.DriverVolumeType);
        json.WriteStartObject("data"u8);
        WriteData(json, info, types);
        json.WriteBoolean("enforce_multipath"u8, info.EnforceMultipath);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>An attachment's: everything side by side; an empty object before a host is connected.</summary>
    public static void WriteFlat(Utf8JsonWriter json, ConnectionInfo? info, TypeSnapshot types)
    {
        json.WriteStartObject();
        if (info is not null)
        {
            WriteData(json, info, types);
            json.WriteString("driver_volume_type"u8, info.Data.DriverVolumeType);
            if (info.AttachmentId is { } attachment)
            {
                json.WriteString("attachment_id"u8, attachment.Value);
            }

            json.WriteBoolean("enforce_multipath"u8, info.EnforceMultipath);
        }

        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, ConnectionInfo info, TypeSnapshot types)
    {
        if (info.Data is IscsiConnectionData iscsi)
        {
            WriteIscsi(json, iscsi);
        }

        json.WriteString("access_mode"u8, info.AccessMode == AttachMode.ReadOnly ? "ro"u8 : "rw"u8);
        WriteQos(json, types.HostQosOf(info.TypeId), info.SizeGiB);
        json.WriteBoolean("encrypted"u8, info.Encrypted);
        json.WriteBoolean("cacheable"u8, false);
    }

    /// <summary>What the host holds the volume to; null for nothing.</summary>
    private static void WriteQos(Utf8JsonWriter json, QosSpecs? specs, int sizeGiB)
    {
        if (specs is null)
        {
            json.WriteNull("qos_specs"u8);
            return;
        }

        json.WriteStartObject("qos_specs"u8);
        foreach (var limit in HostLimits.Of(specs, sizeGiB))
        {
            json.WritePropertyName(limit.Name);
            if (limit.IsComputed)
            {
                json.WriteRawValue(limit.Value);
            }
            else
            {
                json.WriteStringValue(limit.Value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteIscsi(Utf8JsonWriter json, IscsiConnectionData data)
    {
        json.WriteBoolean("target_discovered"u8, false);
        json.WriteString("target_portal"u8, data.Portals[0]);
        json.WriteString("target_iqn"u8, data.TargetIqn);
        json.WriteNumber("target_lun"u8, data.TargetLun);
        if (data.Portals.Length > 1)
        {
            json.WriteList("target_portals"u8, data.Portals, static (writer, portal) => writer.WriteStringValue(portal));
            json.WriteList("target_iqns"u8, data.Portals, (writer, _) => writer.WriteStringValue(data.TargetIqn));
            json.WriteList("target_luns"u8, data.Portals, (writer, _) => writer.WriteNumberValue(data.TargetLun));
        }

        json.WriteString("volume_id"u8, data.VolumeId.Value);
        if (data.AuthUsername.Length > 0)
        {
            json.WriteString("auth_method"u8, "CHAP"u8);
            json.WriteString("auth_username"u8, data.AuthUsername);
            json.WriteString("auth_password"u8, data.AuthPassword.Reveal);
        }

        if (data.Discard is { } discard)
        {
            json.WriteBoolean("discard"u8, discard);
        }
    }
}
