using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeProcess
{
    /// <summary>What the record would take over from the array; null when it is not behind. Changes nothing.</summary>
    public RecoveredVolume? PlanRecovery(RecoverVolumeRequest request) => State is not { } state || !RecoverRules.IsBehind(state, request.Seen) ? null
        : new(id, state.KnownEpoch(), request.Seen.Epoch, RecoverRules.Plan(state, new(request.Seen, request.Shown), Context(Caller.System)).Steps, null);
}
