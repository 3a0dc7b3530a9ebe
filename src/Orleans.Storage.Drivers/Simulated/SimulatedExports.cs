using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>Exports of the simulated array.</summary>
internal sealed class SimulatedExports(SimulatedArray array, SimulatedLine line) : IExportDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.CreateExport, volume.Id, () => array.CreateExport(volume.Id, export, fence), cancellationToken,
            halfEffect: () => array.CreateExport(volume.Id, export, fence, half: true));

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.RemoveExport, volume.Id, () => array.RemoveExport(volume.Id, export.Connector, fence, export.UnlessInUse), cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken) =>
        line.Call(SimulatedVerb.ListExports, null, () => ArrayOutcome.Done(array.ListExports()), cancellationToken);
}
