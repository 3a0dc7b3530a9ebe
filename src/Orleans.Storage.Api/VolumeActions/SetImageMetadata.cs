using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using System.Collections.Immutable;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-set_image_metadata</c>: adds to what is noted of the volume's image; answers all of it.</summary>
internal sealed class SetImageMetadata : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-set_image_metadata";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_image_metadata:set";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("metadata", ImageMetadata)], "metadata");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var entries = call.Value.MapOrNull("metadata")!.ToImmutableDictionary(e => e.Key, e => (string?)e.Value);
        var volume = await call.Volume.MergeImageMetadata(entries, call.Caller);
        call.Request.AnswerMetadata(volume.ImageMetadata);
    }
}
