namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-unreserve</c>: whatever value.</summary>
internal sealed class Unreserve : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-unreserve";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_actions:unreserve";

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.Unreserve(call.Caller);
        await call.AcceptAsync();
    }
}
