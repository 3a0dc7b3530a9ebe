using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Simulated.Remote;

/// <summary>Exports of an array in another process.</summary>
internal sealed class RemoteExports(RemoteArray array, bool sharedTarget) : IExportDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) =>
        array.Call(Request(SimulatedVerb.CreateExport, volume, export, fence) with { Secret = export.ChapSecret.Reveal }, r => r.Export, fence.NotAfter, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) =>
        array.Call(Request(SimulatedVerb.RemoveExport, volume, export, fence), r => r.Found, fence.NotAfter, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken) =>
        array.Call(new RemoteRequest(SimulatedVerb.ListExports, sharedTarget), r => r.Exports, DateTimeOffset.MaxValue, cancellationToken);

    private RemoteRequest Request(SimulatedVerb verb, ArrayVolume volume, ExportSpec export, ArrayFence fence) =>
        new(verb, sharedTarget, volume, fence) { Connector = export.Connector, Recorded = export.Recorded, Lun = export.Lun, UnlessInUse = export.UnlessInUse };
}
