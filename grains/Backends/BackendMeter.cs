using System.Diagnostics.Metrics;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// What one backend's calls count for Prometheus, on the silo where they are made: sums over the silos are the backend's. Every series is
/// labelled by the backend, lane (3) and outcome (5): so many series a
/// backend, however many volumes and projects. Waits and calls are in seconds. The instruments are the meter's, shared by all backends of
/// the process. Safe from any thread.
/// </summary>
public sealed class BackendMeter
{
    /// <summary>The meter that the host lets out.</summary>
    public const string Name = "OrleansStorage.Backends";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 300] };
    private readonly KeyValuePair<string, object?> _backend;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _call;

    /// <summary>One backend's part of the process's instruments.</summary>
    public BackendMeter(IMeterFactory factory, BackendId backend)
    {
        var meter = factory.Create(Name);
        _backend = new("backend", backend.Value);
        _refused = meter.CreateCounter<long>("orleansstorage.backend.refused", description: "Calls that the queue or the breaker sent away.");
        _wait = meter.CreateHistogram("orleansstorage.backend.wait", "s", "How long calls waited for a slot.", advice: Seconds);
        _call = meter.CreateHistogram("orleansstorage.backend.call", "s", "How long calls took on the array.", advice: Seconds);
    }

    /// <summary>One more call that was sent away.</summary>
    public void Refused(AdmissionLane lane, OutcomeKind why) => _refused.Add(1, _backend, Lane(lane), Outcome(why));

    /// <summary>One more call that got its turn.</summary>
    public void Waited(AdmissionLane lane, TimeSpan wait) => _wait.Record(wait.TotalSeconds, _backend, Lane(lane));

    /// <summary>One more call that the array ended, or that was cut off.</summary>
    public void Called(AdmissionLane lane, OutcomeKind outcome, TimeSpan call) => _call.Record(call.TotalSeconds, _backend, Lane(lane), Outcome(outcome));

    private static KeyValuePair<string, object?> Lane(AdmissionLane lane) => new("lane", WireName<AdmissionLane>.Of(lane));

    private static KeyValuePair<string, object?> Outcome(OutcomeKind outcome) => new("outcome", outcome switch
    {
        OutcomeKind.Done => "done",
        OutcomeKind.Refused => "refused",
        OutcomeKind.Unreachable => "unreachable",
        OutcomeKind.Unknown => "unknown",
        OutcomeKind.Busy => "busy",
        _ => throw new InvalidOperationException($"There is no outcome {outcome}."),
    });
}
