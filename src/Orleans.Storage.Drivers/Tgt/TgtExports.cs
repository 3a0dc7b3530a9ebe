using OrleansStorage.Backends;
using OrleansStorage.Drivers.Iscsi;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>Exports through tgt: a target a volume, a rule and an account a host.</summary>
internal sealed class TgtExports(TgtNames names, TgtPool pool, TgtLine line, IscsiConnectionReader connections) : IExportDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayExport>> CreateExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken)
    {
        if (WhyNot(export) is { } reason) return Task.FromResult(ArrayOutcome.Refused<ArrayExport>(reason));
        return line.Call(volume.Id, fence, call => new TgtExportMaker(names, pool, call, volume, export).Make(), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ArrayOutcome<Found>> RemoveExportAsync(ArrayVolume volume, ExportSpec export, ArrayFence fence, CancellationToken cancellationToken) =>
        line.Call(volume.Id, fence, async call =>
        {
            var remover = new TgtExportRemover(names, call, volume.Id, export.Connector) { UnlessInUse = export.UnlessInUse };
            return ArrayOutcome.Done(await remover.Remove()).Noting(t => t with { SessionsEnded = remover.SessionsEnded });
        }, cancellationToken);

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<ArrayExport>>> ListExportsAsync(CancellationToken cancellationToken) =>
        line.Call(async call => ArrayOutcome.Done<IReadOnlyList<ArrayExport>>([.. (await call.Show()).SelectMany(names.Exports)]), cancellationToken);

    private string? WhyNot(ExportSpec export)
    {
        if (connections.ValidateConnector(export.Connector) is { } complaint) return complaint;
        // tgtadm sends user and password as one text with a comma between them.
        return string.IsNullOrEmpty(export.ChapSecret.Reveal) || export.ChapSecret.Reveal.Contains(',', StringComparison.Ordinal) ? "tgt needs a CHAP secret without commas" : null;
    }
}
