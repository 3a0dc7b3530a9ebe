namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-unmanage</c>: the volume's record ends, its data stays on the array without our mark.</summary>
internal sealed class Unmanage : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-unmanage";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_unmanage";

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.Unmanage(call.Caller);
        await call.AcceptAsync();
    }
}
