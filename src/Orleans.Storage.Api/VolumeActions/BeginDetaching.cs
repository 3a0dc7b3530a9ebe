namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-begin_detaching</c>: whatever value.</summary>
internal sealed class BeginDetaching : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-begin_detaching";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:begin_detaching";

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.BeginDetaching(call.Caller);
        await call.AcceptAsync();
    }
}
