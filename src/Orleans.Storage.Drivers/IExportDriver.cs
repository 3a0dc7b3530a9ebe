using OrleansStorage.Backends;

namespace OrleansStorage.Drivers;

/// <summary>Lets hosts in to volumes and shuts them out: the whole export is made here and nowhere else. The rules of <see cref="IVolumeDriver"/> hold.</summary>
public interface IExportDriver
{
    /// <summary>
    /// Makes the whole export for one host: target, LUN, access rule, credentials; verified on the array before it answers. An export that is there is returned as it is, a half-made one is
    /// repaired. Exports of other hosts are not touched, also when this fails.
    /// </summary>
    Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>
    /// Undoes exactly what <see cref="CreateExportAsync"/> did for this host and ends its open sessions; done when there is nothing. Other hosts' access and sessions stay. With
    /// <see cref="ExportSpec.UnlessInUse"/> it ends no session: it is refused and changes nothing while one is open.
    /// </summary>
    Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken);

    /// <summary>Reads every export that the array shows; changes nothing.</summary>
    Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken);
}
