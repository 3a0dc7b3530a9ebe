using System.Text.Json;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>Writes volumes as one request may see them (contract §7.1). Made once a request; the hot path of lists, so no tree and no query operators.</summary>
internal sealed class VolumeView(ApiRequest request, Links links, TypeSnapshot types)
{
    private readonly Microversions.Microversion _version = request.Version;
    private readonly bool _isAdmin = request.Caller.IsAdmin;
    private readonly bool _showsTenant = request.May("volume_extension:volume_tenant_attribute");
    private readonly bool _showsMigration = request.May("volume_extension:volume_mig_status_attribute");
    private readonly bool _showsHost = request.May("volume_extension:volume_host_attribute");
    private readonly bool _showsImage = request.May("volume_extension:volume_image_metadata:show");
    private (BackendId Backend, Guid Id)? _service;

    /// <summary>An item of the short list.</summary>
    public void WriteSummary(Utf8JsonWriter json, VolumeDescription volume)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, volume.Id.Value);
        json.WriteString("name"u8, volume.Name);
        links.Write(json, volume.Id.Value);
        json.WriteEndObject();
    }

    /// <summary>The answer to a create: as an update's, without the system's words among the metadata.</summary>
    public void WriteCreated(Utf8JsonWriter json, VolumeDescription volume)
    {
        json.WriteStartObject();
        WriteCommon(json, volume, withSystemMetadata: false);
        json.WriteEndObject();
    }

    /// <summary>The answer to an adoption: what every version has.</summary>
    public void WriteAdopted(Utf8JsonWriter json, VolumeDescription volume)
    {
        json.WriteStartObject();
        WriteBase(json, volume, withSystemMetadata: false);
        json.WriteEndObject();
    }

    /// <summary>The answer to an update.</summary>
    public void WriteUpdated(Utf8JsonWriter json, VolumeDescription volume)
    {
        json.WriteStartObject();
        WriteCommon(json, volume, withSystemMetadata: true);
        json.WriteEndObject();
    }

    /// <summary>The volume of a look-up or of the long list.</summary>
    public void WriteDetail(Utf8JsonWriter json, VolumeDescription volume)
    {
        json.WriteStartObject();
        WriteCommon(json, volume, withSystemMetadata: true);
        if (_showsTenant)
        {
            json.WriteString("os-vol-tenant-attr:tenant_id"u8, volume.ProjectId.Value);
        }

        if (_showsMigration)
        {
            json.WriteString("os-vol-mig-status-attr:migstat"u8, MigrationOf(volume));
            json.WriteNull("os-vol-mig-status-attr:name_id"u8);
        }

        if (_showsHost)
        {
            json.WriteString("os-vol-host-attr:host"u8, volume.Backend?.Value);
        }

        if (_showsImage && !volume.ImageMetadata.IsEmpty)
        {
            json.WriteMap("volume_image_metadata"u8, volume.ImageMetadata);
        }

        json.WriteEndObject();
    }

    private void WriteCommon(Utf8JsonWriter json, VolumeDescription volume, bool withSystemMetadata)
    {
        WriteBase(json, volume, withSystemMetadata);
        WriteVersioned(json, volume);
    }

    private void WriteBase(Utf8JsonWriter json, VolumeDescription volume, bool withSystemMetadata)
    {
        json.WriteString("id"u8, volume.Id.Value);
        json.WriteString("status"u8, StatusOf(volume.Status));
        json.WriteNumber("size"u8, volume.SizeGiB);
        json.WriteString("availability_zone"u8, volume.AvailabilityZone);
        json.WriteDate("created_at"u8, volume.CreatedAt);
        json.WriteDate("updated_at"u8, volume.UpdatedAt);
        json.WriteString("name"u8, volume.Name);
        json.WriteString("description"u8, volume.Description);
        json.WriteString("volume_type"u8, types.NameOf(volume.TypeId));
        json.WriteIdOrNull("snapshot_id"u8, volume.SnapshotId?.Value);
        json.WriteIdOrNull("source_volid"u8, volume.SourceVolumeId?.Value);
        WriteMetadata(json, volume, withSystemMetadata);
        links.Write(json, volume.Id.Value);
        json.WriteString("user_id"u8, volume.UserId);
        json.WriteString("bootable"u8, volume.Bootable ? "true"u8 : "false"u8);
        json.WriteBoolean("encrypted"u8, false);
        json.WriteNull("replication_status"u8);
        json.WriteNull("consistencygroup_id"u8);
        json.WriteBoolean("multiattach"u8, volume.Multiattach);
        VolumeAttachmentsView.Write(json, volume, withHost: _isAdmin);
        if (_isAdmin)
        {
            json.WriteString("migration_status"u8, MigrationOf(volume));
        }
    }

    private static string? MigrationOf(VolumeDescription volume) => volume.MigrationStatus is { } status ? WireName<MigrationStatus>.Of(status) : null;

    private static string StatusOf(VolumeStatus status) => status switch
    {
        VolumeStatus.Managing => VolumeStatus.Creating.Wire(),
        VolumeStatus.ErrorManaging => VolumeStatus.Error.Wire(),
        VolumeStatus.ErrorManagingDeleting => VolumeStatus.Deleting.Wire(),
        _ => status.Wire(),
    };

    private static void WriteMetadata(Utf8JsonWriter json, VolumeDescription volume, bool withSystemMetadata)
    {
        json.WriteStartObject("metadata"u8);
        foreach (var (key, value) in volume.Metadata)
        {
            if (!withSystemMetadata || !volume.AdminMetadata.ContainsKey(key))
            {
                json.WriteString(key, value);
            }
        }

        if (withSystemMetadata)
        {
            foreach (var (key, value) in volume.AdminMetadata)
            {
                json.WriteString(key, value);
            }
        }

        json.WriteEndObject();
    }

    private void WriteVersioned(Utf8JsonWriter json, VolumeDescription volume)
    {
        if (_version.Has(13))
        {
            json.WriteIdOrNull("group_id"u8, volume.GroupId?.Value);
        }

        if (_isAdmin && _version.Has(21))
        {
            json.WriteNull("provider_id"u8);
        }

        if (_version.Has(48))
        {
            WriteSharedTargets(json, volume);
        }

        if (_isAdmin && _version.Has(61))
        {
            json.WriteNull("cluster_name"u8);
        }

        if (_version.Has(63))
        {
            json.WriteString("volume_type_id"u8, volume.TypeId.Value);
        }

        if (_version.Has(65))
        {
            json.WriteBoolean("consumes_quota"u8, true);
        }
    }

    private void WriteSharedTargets(Utf8JsonWriter json, VolumeDescription volume)
    {
        if (volume.SharedTargets is null && _version.Has(69))
        {
            json.WriteNull("shared_targets"u8);
        }
        else
        {
            json.WriteBoolean("shared_targets"u8, volume.SharedTargets ?? true);
        }

        json.WriteIdOrNull("service_uuid"u8, volume.Backend is { } backend ? ServiceIdOf(backend) : null);
    }

    /// <summary>A list's volumes are mostly on few backends, so the last one is remembered while this answer is written.</summary>
    private Guid ServiceIdOf(BackendId backend)
    {
        if (_service?.Backend != backend) _service = (backend, ServiceIds.Of(backend));
        return _service.Value.Id;
    }
}
