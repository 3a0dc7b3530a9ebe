using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-update_readonly_flag</c>.</summary>
internal sealed class UpdateReadonlyFlag : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-update_readonly_flag";

    /// <inheritdoc/>
    public override string Policy => "volume:update_readonly_flag";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("readonly", CommonSchemas.Boolean)], "readonly");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.SetReadonly(Booleans.Of(call.Value.GetProperty("readonly")), call.Caller);
        await call.AcceptAsync();
    }
}
