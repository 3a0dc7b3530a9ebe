using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-reimage</c>, since 3.68: refused, as there is no image service.</summary>
internal sealed class Reimage : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-reimage";

    /// <inheritdoc/>
    public override string Policy => "volume:reimage";

    /// <inheritdoc/>
    public override int Since => 68;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("image_id", Id), ("reimage_reserved", BooleanOrNull)], "image_id");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var allowReserved = call.Value.BooleanOrNull("reimage_reserved") is true;
        if (allowReserved)
        {
            call.Request.Demand("volume:reimage_reserved");
        }

        await call.Volume.Reimage(allowReserved, call.Caller);
        await call.AcceptAsync();
    }
}
