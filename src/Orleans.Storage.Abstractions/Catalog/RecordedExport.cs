using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Catalog;

/// <summary>One export as recorded with its volume.</summary>
/// <param name="VolumeId">The volume.</param>
/// <param name="Host">The host that is let in.</param>
/// <param name="Initiator">Its initiator.</param>
/// <param name="TargetName">The target; null until the array answered.</param>
/// <param name="Lun">The LUN; null until the array answered.</param>
/// <param name="Phase">Where it is in its life.</param>
public sealed record RecordedExport(VolumeId VolumeId, string Host, string? Initiator, string? TargetName, int? Lun, ExportPhase Phase)
{
    /// <summary>Every export of a volume; of one whose record cannot be read none is known.</summary>
    public static IEnumerable<RecordedExport> Of(VolumeDescription volume) =>
        volume.Exports.Select(e => new RecordedExport(volume.Id, e.Host, e.Initiator, e.TargetName, e.Lun, e.Phase));
}
