using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Drivers;

namespace OrleansStorage.Grains.Backends;

public sealed partial class BackendGrain
{
    /// <inheritdoc/>
    public async Task<ArrayOutcome<ArrayExport>> CreateExport(CreateExportRequest request, CancellationToken cancellationToken = default)
    {
        var (volume, host) = (request.Volume, request.Connector.Host);
        if (TakeLun(volume, host) is not { } lun) return ArrayOutcome.Refused<ArrayExport>("Every LUN of the shared target is taken or cooling down.");
        var spec = new ExportSpec(request.Connector, secrets.Open(request.ChapSecret), request.Recorded, await NextTargetIdAsync(), lun);
        var outcome = await _slots.RunAsync(AdmissionLane.Attach, request.Project, volume.Id, request.Fence.NotAfter,
            token => Driver.Exports.CreateExportAsync(volume, spec, request.Fence, token));
        if (outcome.Kind is OutcomeKind.Refused or OutcomeKind.Unreachable or OutcomeKind.Busy && request.Recorded is null) _luns.Release(volume.Id, host, time.GetUtcNow());
        return outcome;
    }

    /// <inheritdoc/>
    public async Task<ArrayOutcome<Found>> RemoveExport(RemoveExportRequest request, CancellationToken cancellationToken = default)
    {
        var volume = request.Volume;
        var spec = new ExportSpec(request.Connector, default, request.Recorded, 0, request.Recorded?.Lun ?? 0);
        var outcome = await _slots.RunAsync(AdmissionLane.Detach, request.Project, volume.Id, request.Fence.NotAfter,
            token => Driver.Exports.RemoveExportAsync(volume, spec, request.Fence, token));
        if (outcome.IsDone) _luns.Release(volume.Id, request.Connector.Host, time.GetUtcNow());
        return outcome;
    }

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExports(CancellationToken cancellationToken = default) => Driver.Exports.ListExportsAsync(cancellationToken);

    private int? TakeLun(ArrayVolume volume, string host) => Driver.Traits.SharedTargets ? _luns.Take(volume.Id, host, time.GetUtcNow()) : 0;
}
