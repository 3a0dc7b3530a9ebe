using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    /// <inheritdoc/>
    public async Task<RecoveredVolume?> Recover(RecoverVolumeRequest request)
    {
        if (_volume.PlanRecovery(request) is not { } planned || request.IsDryRun) return _volume.PlanRecovery(request);
        await RunAsync(new VolumeCommand.Recover(request.Seen, request.Shown), Caller.System);
        return planned with { Outcome = "done" };
    }
}
