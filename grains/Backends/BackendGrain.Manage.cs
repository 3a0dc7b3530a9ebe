using OrleansStorage.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendGrain
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RevertVolume(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.RevertVolumeAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> Adopt(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.AdoptAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> Release(VolumeOnArrayRequest request, CancellationToken cancellationToken = default) => Process.ReleaseAsync(request);

    /// <inheritdoc/>
    public async Task<ArrayOutcome<IReadOnlyList<ArrayObject>>> ListObjects(ArrayObjectKind kind, CancellationToken cancellationToken = default)
    {
        if (Driver.Manage is not { } manage) return ArrayOutcome.Refused<IReadOnlyList<ArrayObject>>($"The backend {Id} cannot say what it has.");
        return Process.Breaker == BreakerState.Open
            ? ArrayOutcome.Unreachable<IReadOnlyList<ArrayObject>>(ArraySlots.LeftAlone)
            : await ReadAsync(token => manage.ListAsync(kind, token), ListTimeout, cancellationToken);
    }
}
