using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Records;

namespace OrleansStorage.Api.Records;

/// <summary>What the removal of a damaged record would take along, which an operator must say that he means. Safe from any thread.</summary>
internal sealed class RecordRemoval(IGrainFactory grains, ICatalog catalog)
{
    /// <summary>Ends the request when more than the record would be lost.</summary>
    /// <exception cref="StorageException">409, and why; with force it is done all the same.</exception>
    public async Task ThrowIfUnsafeAsync(RecordKind kind, string id)
    {
        var why = kind switch
        {
            RecordKind.Volume => await OfVolumeAsync(id),
            RecordKind.Group => await OfGroupAsync(id),
            RecordKind.VolumeTypes => "Every volume type and all QoS specs would be lost, and volumes keep their types' ids.",
            RecordKind.GroupTypes => "Every group type would be lost, and groups keep their types' ids.",
            RecordKind.Backups => "Every backup's record would be lost.",
            RecordKind.Backend => "Target numbers and LUNs that are in use could be given again.",
            RecordKind.Project or RecordKind.QuotaClass => "The limits that an operator set would be lost, and Cinder's defaults hold.",
            _ => null,
        };
        if (why is not null) throw StorageError.Refused(ErrorReason.Conflict, $"{why} Repair the record, or remove it with force.").ToException();
    }

    /// <summary>A host that is let in would keep its access, with nobody to take it back.</summary>
    private async Task<string?> OfVolumeAsync(string text)
    {
        if (!VolumeId.TryParse(text, out var id) || await catalog.FindVolumeAsync(id, CancellationToken.None) is not { Backend: { } backend }) return null;
        var listed = await grains.GetBackend(backend).ListExports();
        if (listed.ToError() is { } error) return $"The array of {backend} cannot be asked whether it exports the volume: {error.Message}";
        var hosts = listed.Value!.Where(e => e.VolumeId == id).Select(e => $"{e.Location.TargetName} to {e.Initiator ?? "nobody"}").ToList();
        return hosts.Count > 0 ? $"The array exports the volume: {string.Join(", ", hosts)}." : null;
    }

    /// <summary>A volume's snapshot whose group snapshot is gone is removed by the reconcilers.</summary>
    private async Task<string?> OfGroupAsync(string text)
    {
        var snapshots = await catalog.ListGroupSnapshotsAsync(new() { Filters = [new("group_id", CatalogOperator.Equal, text)] }, CancellationToken.None);
        return snapshots.Count > 0 ? $"The group has {snapshots.Count} snapshots: their volumes' snapshots, with their data, would be removed." : null;
    }
}
