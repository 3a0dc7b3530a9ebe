using System.Diagnostics.Metrics;
using OrleansStorage.Catalog;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Silo.Monitoring;

/// <summary>
/// What <see cref="BackendWatch"/> knows, for Prometheus: every silo shows every backend, so over silos they are not added up but
/// compared (<c>max by (backend)</c>; <c>min</c> for <c>up</c>). Labelled by backend,
/// some by kind of drift (6) or status (26). A series that once was stays, so what is none any more is told as 0.
/// </summary>
internal sealed class BackendGauges
{
    private const double BytesAGiB = 1024d * 1024 * 1024;
    private readonly BackendWatch _watch;
    private readonly TimeProvider _time;
    private readonly HashSet<(string Backend, string Status)> _statuses = [];

    /// <summary>Makes the instruments; they are the meter's from then on.</summary>
    public BackendGauges(BackendWatch watch, IMeterFactory meters, TimeProvider time)
    {
        (_watch, _time) = (watch, time);
        var meter = meters.Create(BackendMeter.Name);
        Each(meter, "up", null, "1 when the array answers, else 0.", v => v.IsUp ? 1 : 0);
        Each(meter, "last_answer_age", "s", "How long ago the array answered last.", v => AgeOf(v.Report?.LastAnswerAt));
        Each(meter, "last_reconcile_age", "s", "How long ago the array was compared with the records last.", v => AgeOf(v.Figures?.ComparedAt));
        Each(meter, "capacity_total", "By", "How large the pool is.", v => v.Report?.TotalGiB * BytesAGiB);
        Each(meter, "capacity_free", "By", "How much of the pool is free.", v => v.Report?.FreeGiB * BytesAGiB);
        Each(meter, "capacity_provisioned", "By", "How much of the pool is promised.", v => v.Report?.ProvisionedGiB * BytesAGiB);
        Each(meter, "waiting", null, "Calls that wait for a slot on the array.", v => v.Report?.Waiting);
        Each(meter, "running", null, "Calls that run on the array.", v => v.Report?.Running);
        Each(meter, "breaker_state", null, "0 closed, 1 half open, 2 open.", v => (int?)v.Report?.Breaker);
        Each(meter, "record_standing", null, "0 the array has not said whose it is, 1 in step, 2 our record is behind it, 3 it is another's.",
            v => (int?)v.Report?.Standing?.Kind);
        Each(meter, "held_volumes", null, "Volumes that were met whose record is behind the array.", v => v.Report?.Standing?.Held.Length);
        Each(meter, "estimated_wait", "s", "How long until every call that waits has had its turn.", v => v.Report?.EstimatedWait.TotalSeconds);
        Each(meter, "operations_open", null, "Operations that are open on the array.", v => v.Figures?.Operations?.Count);
        Each(meter, "oldest_operation_age", "s", "How long ago the oldest of the open operations began; 0 when none is open.",
            v => v.Figures?.Operations is { } operations ? AgeOf(operations.OldestAt) ?? 0 : null);
        meter.CreateObservableGauge(NameOf("drift"), Drift, description: "Differences between array and records that the last comparison left.");
        meter.CreateObservableGauge("orleansstorage.volumes", Volumes, description: "Volumes by status; those that no backend took have an empty backend.");
    }

    private static string NameOf(string figure) => "orleansstorage.backend." + figure;

    private void Each(Meter meter, string figure, string? unit, string description, Func<BackendView, double?> read) =>
        meter.CreateObservableGauge(NameOf(figure), () => Measure(read), unit, description);

    private IEnumerable<Measurement<double>> Measure(Func<BackendView, double?> read) =>
        from view in _watch.Backends
        let value = read(view)
        where value is not null
        select new Measurement<double>(value.Value, Backend(view.Id.Value));

    private double? AgeOf(DateTimeOffset? moment) => moment is { } at ? Math.Max(0, (_time.GetUtcNow() - at).TotalSeconds) : null;

    private IEnumerable<Measurement<int>> Drift() =>
        from view in _watch.Backends
        where view.Figures is { ComparedAt: not null }
        from kind in Enum.GetValues<DriftKind>()
        select new Measurement<int>(view.Figures!.Drift.GetValueOrDefault(kind), Backend(view.Id.Value), new("kind", WireName<DriftKind>.Of(kind)));

    private List<Measurement<long>> Volumes()
    {
        var placed = _watch.Backends.Where(v => v.Figures is not null).SelectMany(v => v.Figures!.Volumes.Select(c => (Backend: v.Id.Value, Count: c)));
        var now = placed.Concat(_watch.Homeless.Select(c => (Backend: "", Count: c))).ToDictionary(c => (c.Backend, c.Count.Status), c => c.Count.Volumes);
        lock (_statuses)
        {
            _statuses.UnionWith(now.Keys);
            return [.. _statuses.Select(s => new Measurement<long>(now.GetValueOrDefault(s), Backend(s.Backend), new("status", s.Status)))];
        }
    }

    private static KeyValuePair<string, object?> Backend(string id) => new("backend", id);
}
