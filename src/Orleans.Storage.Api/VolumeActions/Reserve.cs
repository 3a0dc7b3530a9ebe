namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-reserve</c>: whatever value.</summary>
internal sealed class Reserve : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-reserve";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:reserve";

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.Reserve(call.Caller);
        await call.AcceptAsync();
    }
}
