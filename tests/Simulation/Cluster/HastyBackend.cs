using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Grains.Volumes;

namespace OrleansStorage.Simulation.Cluster;

/// <summary>For a mutant: takes what may have happened for what did not.</summary>
internal sealed class HastyBackend(IVolumeBackend inner) : IVolumeBackend
{
    public async Task<ArrayOutcome<ArrayExport?>> PerformAsync(VolumeState state, CancellationToken cancellationToken)
    {
        var outcome = await inner.PerformAsync(state, cancellationToken);
        return outcome.Kind == OutcomeKind.Unknown ? outcome with { Kind = OutcomeKind.Refused } : outcome;
    }

    public bool FencesEpochs(VolumeState state) => inner.FencesEpochs(state);

    public Task ReleaseAsync(VolumeState state, Release release) => inner.ReleaseAsync(state, release);
}
