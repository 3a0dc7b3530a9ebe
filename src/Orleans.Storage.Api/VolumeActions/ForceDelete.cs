namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-force_delete</c>: a delete that does not look at the status.</summary>
internal sealed class ForceDelete : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-force_delete";

    /// <inheritdoc/>
    public override string Policy => "volume_extension:volume_admin_actions:force_delete";

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        await call.Volume.Delete(cascade: false, force: true, call.Caller);
        await call.AcceptAsync();
    }
}
