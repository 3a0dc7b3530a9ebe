using System.Diagnostics.Metrics;
using OrleansStorage.Grains.Backends;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// What reconcilers mended, counted on the silo that did. Labelled by backend, kind (6) and outcome (2). Safe from any thread.
/// </summary>
public sealed class DriftMeter(IMeterFactory meters)
{
    private readonly Counter<long> _mended = meters.Create(BackendMeter.Name).CreateCounter<long>(
        "orleansstorage.backend.drift_mended", description: "Differences that were mended, or were to be and could not.");

    /// <summary>Counts what one round did.</summary>
    public void Count(Ids.BackendId backend, IEnumerable<Drift> differences)
    {
        foreach (var drift in differences.Where(d => d.Outcome is not null))
        {
            var outcome = drift.IsMended ? "done" : "failed";
            _mended.Add(1, new("backend", backend.Value), new("kind", WireName<DriftKind>.Of(drift.Kind)), new("outcome", outcome));
        }
    }
}
