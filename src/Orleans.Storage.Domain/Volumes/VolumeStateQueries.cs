using System.Collections.Immutable;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Look-ups within a volume's state.</summary>
public static class VolumeStateQueries
{
    /// <summary>The highest epoch that the array may have seen from this record, the open operation aside.</summary>
    public static long KnownEpoch(this VolumeState state) => state.Intent is { } intent ? intent.Known ?? intent.Epoch : state.ArrayEpoch ?? state.Epoch;

    /// <summary>The operations that may have come to the array under higher epochs than <see cref="KnownEpoch"/>, the open one included.</summary>
    public static ImmutableArray<OperationId> KnownOperations(this VolumeState state) =>
        state.Intent is { } intent ? [.. intent.KnownOperations ?? [], intent.OperationId] : state.ArrayOperations ?? [];

    /// <summary>The attachment, or null.</summary>
    public static Attachment? FindAttachment(this VolumeState state, AttachmentId id) => state.Attachments.FirstOrDefault(a => a.Id == id);

    /// <summary>The snapshot, or null.</summary>
    public static Snapshot? FindSnapshot(this VolumeState state, SnapshotId id) => state.Snapshots.FirstOrDefault(s => s.Id == id);

    /// <summary>Whether a migration is under way, as Cinder's guards see it.</summary>
    public static bool IsMigrating(this VolumeState state) => state.MigrationStatus is MigrationStatus.Starting or MigrationStatus.Migrating or MigrationStatus.Completing;

    /// <summary>The export of a host, or null.</summary>
    public static Export? FindExport(this VolumeState state, string host) => state.Exports.FirstOrDefault(e => e.Host == host);

    /// <summary>The export that an attachment owns, or null.</summary>
    public static Export? ExportOf(this VolumeState state, AttachmentId id)
    {
        var owner = ExportOwner.Attachment(id);
        return state.Exports.FirstOrDefault(e => e.Owners.Contains(owner));
    }

    /// <summary>The export that the legacy pair's first half may simply read: it stands for this very host, and nothing forbids to connect. Null when it must be asked for.</summary>
    public static Export? ReadableExport(this VolumeState state, Connections.Connector connector) =>
        !state.ForbidsConnections() && state.FindExport(connector.Host) is { Phase: ExportPhase.Exported } export && export.Connector.SameHostAs(connector) ? export : null;

    /// <summary>Whether the volume's status forbids to connect hosts: it is locked, or not there yet, or not for long, or about to be another.</summary>
    public static bool ForbidsConnections(this VolumeState state) => state.Status is VolumeStatus.Maintenance or VolumeStatus.Deleting or VolumeStatus.Creating
        or VolumeStatus.Managing or VolumeStatus.Reverting or VolumeStatus.Unmanaging or VolumeStatus.ErrorManagingDeleting;

    /// <summary>Whether a host is let in for an attachment, whatever the status says.</summary>
    public static bool IsConnected(this VolumeState state) => state.Exports.Any(e => e.Owners.Any(o => !o.IsClaim));

    /// <summary>Whether any attachment but <paramref name="except"/> owns an export of another host than <paramref name="host"/>.</summary>
    public static bool IsConnectedElsewhere(this VolumeState state, AttachmentId except, string host) =>
        state.Attachments.Any(a => a.Id != except && state.ExportOf(a.Id) is { Phase: not ExportPhase.Removing } export && export.Host != host);
}
