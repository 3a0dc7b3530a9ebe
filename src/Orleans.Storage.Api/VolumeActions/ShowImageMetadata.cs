using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Volumes;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-show_image_metadata</c>: what is noted of the volume's image; 404 when nothing is.</summary>
internal sealed class ShowImageMetadata(VolumeLookup volumes) : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-show_image_metadata";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_image_metadata:show";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var volume = await volumes.GetAsync(call.VolumeId, call.Caller);
        if (volume.ImageMetadata.IsEmpty)
        {
            throw ApiException.NotFound($"Glance metadata for volume/snapshot {call.VolumeId} cannot be found.");
        }

        call.Request.AnswerMetadata(volume.ImageMetadata);
    }
}
