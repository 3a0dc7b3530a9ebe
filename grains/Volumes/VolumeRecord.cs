using Microsoft.Extensions.Logging;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Volumes;

/// <summary>
/// How one activation writes its volume down, and what goes with a write; knows which open intent is its own. Its caller sees to it that one decision and its write come after another.
/// </summary>
internal sealed partial class VolumeRecord(VolumeId id, IVolumeStore store, IVolumeBackend backend, TimeProvider time, IFaultPoints faults, ILogger logger)
{
    private long _ownEpoch = -1;

    /// <summary>The state as written last; null when the volume is not on record.</summary>
    public VolumeState? State => store.State;

    /// <summary>How long the write of the last own intent took, in ms.</summary>
    public double? IntentMs { get; private set; }

    /// <summary>Whether this activation put the intent on record itself, so that no other one can be about to carry it out.</summary>
    public bool IsOwn(Intent intent) => intent.Epoch == _ownEpoch;

    /// <inheritdoc cref="IVolumeStore.ConfirmAsync"/>
    public Task ConfirmAsync() => store.ConfirmAsync();

    /// <summary>Writes a decided state, gives back what it no longer needs, and takes a volume that is gone off the record.</summary>
    public async Task ReplaceAsync(VolumeState? before, VolumeState after)
    {
        await WriteAsync(after);
        if (after.Gone) await ClearAsync();
        if (before is null) return;
        foreach (var release in Release.Between(before, after)) await ReleaseAsync(after, release);
    }

    /// <summary>An intent that was there before is nobody's here: only the write that opens one makes it this activation's own.</summary>
    public async Task WriteAsync(VolumeState state)
    {
        var opened = state.Intent is { } intent && intent.Epoch != State?.Intent?.Epoch;
        await faults.ReachAsync(opened ? FaultPoint.VolumeBeforeIntent : FaultPoint.VolumeBeforeCommit);
        var began = time.GetTimestamp();
        await store.WriteAsync(state);
        if (opened) (_ownEpoch, IntentMs) = (state.Intent!.Epoch, Hop.Ms(time.GetElapsedTime(began)));
        await faults.ReachAsync(opened ? FaultPoint.VolumeAfterIntent : FaultPoint.VolumeAfterCommit);
    }

    private async Task ClearAsync()
    {
        await faults.ReachAsync(FaultPoint.VolumeBeforeClear);
        await store.ClearAsync();
    }

    /// <summary>The volume has changed whatever becomes of this: pool and project count again by themselves.</summary>
    private async Task ReleaseAsync(VolumeState state, Release release)
    {
        try
        {
            await backend.ReleaseAsync(state, release);
        }
        catch (Exception e) when (e is not StaleStateException)
        {
            LogNotReleased(logger, id, e.Message, Expected.Unless(e));
        }
    }

    [LoggerMessage(1005, LogLevel.Warning, "Volume {VolumeId}: quota or space was not given back; the next count finds it: {Why}")]
    private static partial void LogNotReleased(ILogger logger, VolumeId volumeId, string why, Exception? exception);
}
