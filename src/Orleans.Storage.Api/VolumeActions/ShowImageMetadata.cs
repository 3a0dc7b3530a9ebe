using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Volumes;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-show_image_metadata</c>: there is no image service here, so no volume has any.</summary>
internal sealed class ShowImageMetadata(VolumeLookup volumes) : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-show_image_metadata";

    /// <inheritdoc/>
    public override string Policy => "volume:get_volume_metadata";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await volumes.GetAsync(call.VolumeId, call.Caller);
        throw ApiException.NotFound($"Glance metadata for volume/snapshot {call.VolumeId} cannot be found.");
    }
}
