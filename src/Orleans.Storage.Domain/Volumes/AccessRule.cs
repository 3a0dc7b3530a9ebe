using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>The access mode that connection info shows: from the volume's admin metadata, not from the attachment (volume-manager flow §4).</summary>
public static class AccessRule
{
    /// <summary><c>attached_mode</c> when it is set, else read-only for a read-only volume, else read-write.</summary>
    public static AttachMode Of(VolumeState state)
    {
        if (WireName<AttachMode>.Parse(state.AdminMetadata.GetValueOrDefault(AdminMetadataKeys.AttachedMode)) is { } mode) return mode;
        return state.AdminMetadata.GetValueOrDefault(AdminMetadataKeys.Readonly) == "True" ? AttachMode.ReadOnly : AttachMode.ReadWrite;
    }
}
