namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-roll_detaching</c>: whatever value.</summary>
internal sealed class RollDetaching : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-roll_detaching";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:roll_detaching";

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.RollDetaching(call.Caller);
        await call.AcceptAsync();
    }
}
