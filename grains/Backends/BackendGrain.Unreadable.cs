using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Backends;

/// <summary>What cannot be read: this backend's own record, and those of volumes that are exported from it.</summary>
public sealed partial class BackendGrain
{
    /// <summary>Those of volumes whose record cannot be read are asked of the array: their LUNs are in use, whatever they are.</summary>
    private async Task<IEnumerable<RecordedExport>> RecordedExportsAsync(CancellationToken cancellationToken)
    {
        var volumes = await catalog.ListExportingVolumesAsync(Id, cancellationToken);
        var recorded = volumes.SelectMany(RecordedExport.Of);
        var unreadable = volumes.Where(v => v.Unreadable is not null).Select(v => (VolumeId?)v.Id).ToHashSet();
        if (unreadable.Count == 0) return recorded;
        var listed = await ReadAsync(Driver.Exports.ListExportsAsync, ListTimeout, cancellationToken);
        return [.. recorded, .. (listed.IsDone ? listed.Value! : []).Where(e => unreadable.Contains(e.VolumeId))
            .Select(e => new RecordedExport(e.VolumeId!.Value, e.Initiator ?? "", e.Initiator, e.Location.TargetName, e.Location.Lun, ExportPhase.Exported))];
    }

    /// <summary>What was taken over without the record is not to be mixed with what is in it, so the next activation begins with it.</summary>
    private async Task EndWhenRepairedAsync()
    {
        await state.ReadStateAsync();
        if (state.State.Unreadable is null) DeactivateOnIdle();
    }
}
