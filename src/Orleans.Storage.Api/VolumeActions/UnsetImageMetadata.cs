using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using System.Collections.Immutable;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-unset_image_metadata</c>: removes one entry of what is noted of the volume's image.</summary>
internal sealed class UnsetImageMetadata : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-unset_image_metadata";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_image_metadata:remove";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("key", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 })], "key");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.MergeImageMetadata(ImmutableDictionary<string, string?>.Empty.Add(call.Value.TextOrNull("key")!, null), call.Caller);
        await call.Request.Empty(200);
    }
}
