using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-set_bootable</c>; answers 200, unlike the others.</summary>
internal sealed class SetBootable : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-set_bootable";

    /// <inheritdoc/>
    public override string Policy => "volume:update";

    /// <inheritdoc/>
    public override int Success => 200;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("bootable", CommonSchemas.Boolean)], "bootable");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.SetBootable(Booleans.Of(call.Value.GetProperty("bootable")), call.Caller);
        await call.Request.Empty(200);
    }
}
