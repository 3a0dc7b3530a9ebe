using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-extend_volume_completion</c>: refused, as no backend here leaves a growth to a compute service.</summary>
internal sealed class ExtendCompletion : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-extend_volume_completion";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_admin_actions:extend_volume_completion";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("error", BooleanOrNull)]);

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.CompleteExtend(call.Caller);
        await call.AcceptAsync();
    }
}
