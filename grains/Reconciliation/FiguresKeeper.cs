using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// Keeps what operators watch of a backend, so that however many silos show it the database is asked once. Runs on one scheduler at a
/// time, calls interleaved.
/// </summary>
internal sealed class FiguresKeeper(BackendId backend, IFigures figures, TimeProvider time)
{
    private static readonly TimeSpan CountPeriod = TimeSpan.FromMinutes(1);
    private long? _countedAt;

    /// <summary>As they are known now.</summary>
    public ReconcilerFigures Now { get; private set; } = new(null, ImmutableDictionary<DriftKind, int>.Empty, null, []);

    /// <summary>Takes a comparison's end over; one that could not be made changes nothing, so that its age shows.</summary>
    public void Note(ReconcileReport report)
    {
        if (report.Error is not null) return;
        var left = report.Differences.Where(d => !d.IsMended).CountBy(d => d.Kind);
        Now = Now with { ComparedAt = report.At, Drift = left.ToImmutableDictionary() };
    }

    /// <summary>Counts again: open operations each time, volumes, of which there may be many, once a minute.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var operations = await figures.GetOpenOperationsAsync(backend, cancellationToken);
        Now = Now with { Operations = operations };
        if (_countedAt is { } counted && time.GetElapsedTime(counted) < CountPeriod) return;
        _countedAt = time.GetTimestamp();
        var volumes = await figures.CountStatusesAsync(backend, cancellationToken);
        Now = Now with { Volumes = [.. volumes] };
    }
}
