using System.Collections.Immutable;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>What people call a volume, and its flags: the wire contract's §7.5, §8 and §13.</summary>
internal static class DetailRules
{
    public static Decision Update(VolumeState state, UpdateVolumeRequest request) => !IsAsBelieved(state, request.IfMatch)
        ? Decision.No(StorageError.PreconditionFailed())
        : IfNotMaintained(state, "updated", s => s with
        {
            Name = request.Name ?? s.Name,
            Description = request.Description ?? s.Description,
            Metadata = request.Metadata ?? s.Metadata,
        });

    public static Decision MergeMetadata(VolumeState state, VolumeCommand.MergeMetadata command)
    {
        if (!IsAsBelieved(state, command.IfMatch)) return Decision.No(StorageError.PreconditionFailed());
        if (state.Status == VolumeStatus.Uploading) return Decision.No(StorageError.InvalidVolume("The volume metadata cannot be updated while it is uploading."));
        return IfNotMaintained(state, "updated", s => s with { Metadata = Merge(s.Metadata, command.Entries) });
    }

    public static Decision MergeImageMetadata(VolumeState state, VolumeCommand.MergeImageMetadata command)
    {
        if (state.Status == VolumeStatus.Uploading) return Decision.No(StorageError.InvalidVolume("The volume metadata cannot be updated while it is uploading."));
        var there = state.ImageMetadata ?? ImmutableSortedDictionary<string, string>.Empty;
        if (command.Entries.Any(e => e.Value is null && !there.ContainsKey(e.Key)))
            return Decision.No(StorageError.NotFound($"Glance metadata for volume/snapshot {state.Id} cannot be found."));
        var merged = Merge(there, command.Entries);
        return IfNotMaintained(state, "updated", s => s with { ImageMetadata = merged.IsEmpty ? null : merged });
    }

    public static Decision SetBootable(VolumeState state, VolumeCommand.SetBootable command) => IfNotMaintained(state, "updated", s => s with { Bootable = command.Bootable });

    public static Decision SetReadonly(VolumeState state, VolumeCommand.SetReadonly command) =>
        state.Status == VolumeStatus.Available && !state.IsConnected()
            ? Decision.To(state with { AdminMetadata = state.AdminMetadata.SetItem(AdminMetadataKeys.Readonly, command.IsReadonly ? "True" : "False") })
            : Decision.No(StorageError.InvalidVolume($"Volume {state.Id} status must be available to update readonly flag, but current status is: {state.Status.Wire()}."));

    public static ImmutableSortedDictionary<string, string> Merge(ImmutableSortedDictionary<string, string> metadata, ImmutableDictionary<string, string?> entries) =>
        metadata.RemoveRange(entries.Where(e => e.Value is null).Select(e => e.Key)).SetItems(entries.Where(e => e.Value is not null).Select(e => KeyValuePair.Create(e.Key, e.Value!)));

    private static bool IsAsBelieved(VolumeState state, IfMatch? belief) => belief is null || belief.Allows(MetadataTag.Of(state.Metadata));

    private static Decision IfNotMaintained(VolumeState state, string what, Func<VolumeState, VolumeState> change) =>
        state.Status == VolumeStatus.Maintenance ? Decision.No(StorageError.InvalidVolume($"The volume cannot be {what} during maintenance.")) : Decision.To(change(state));
}
