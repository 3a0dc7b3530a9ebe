using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>revert</c>, since 3.40: takes the volume back to its latest snapshot, which the client must name to show that it knows which that is.</summary>
internal sealed class Revert : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "revert";

    /// <inheritdoc/>
    public override string Policy => "volume:revert_to_snapshot";

    /// <inheritdoc/>
    public override int Since => 40;

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("snapshot_id", IdOrNull)], "snapshot_id");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        // None is no snapshot's id, so it is refused as one that is not the latest, in the words for it.
        await call.Volume.Revert(new(call.Value.IdOrNull("snapshot_id") ?? Guid.Empty), call.Caller);
        await call.AcceptAsync();
    }
}
