using OrleansStorage.Backends;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendGrain
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayExport>> CreateExport(CreateExportRequest request, CancellationToken cancellationToken = default) => Process.CreateExportAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RemoveExport(RemoveExportRequest request, CancellationToken cancellationToken = default) => Process.RemoveExportAsync(request);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExports(CancellationToken cancellationToken = default) => Process.Breaker == BreakerState.Open
        ? Task.FromResult(ArrayOutcome.Unreachable<IReadOnlyList<ArrayExport>>(ArraySlots.LeftAlone))
        : ReadAsync(Driver.Exports.ListExportsAsync, ListTimeout, cancellationToken);
}
