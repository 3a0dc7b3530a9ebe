using System.Diagnostics.Metrics;
using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Backends;

/// <summary>
/// One backend's figures for Prometheus. Every series is labelled by the backend, some by lane (3) and outcome (5) too: so many series a backend, however many volumes and projects. Waits and calls are in
/// seconds. The instruments are the meter's, shared by all backends of the process. Safe from any thread.
/// </summary>
public sealed class BackendMeter
{
    /// <summary>The meter that the host lets out.</summary>
    public const string Name = "OrleansStorage.Backends";

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 300] };
    private readonly KeyValuePair<string, object?> _backend;
    private readonly Gauge<int> _waiting;
    private readonly Gauge<int> _running;
    private readonly Gauge<int> _breaker;
    private readonly Gauge<double> _estimate;
    private readonly Counter<long> _refused;
    private readonly Histogram<double> _wait;
    private readonly Histogram<double> _call;

    /// <summary>One backend's part of the process's instruments.</summary>
    public BackendMeter(IMeterFactory factory, BackendId backend)
    {
        var meter = factory.Create(Name);
        _backend = new("backend", backend.Value);
        _waiting = meter.CreateGauge<int>("orleans_storage.backend.waiting", description: "Calls that wait for a slot on the array.");
        _running = meter.CreateGauge<int>("orleans_storage.backend.running", description: "Calls that run on the array.");
        _breaker = meter.CreateGauge<int>("orleans_storage.backend.breaker_state", description: "0 closed, 1 half open, 2 open.");
        _estimate = meter.CreateGauge<double>("orleans_storage.backend.estimated_wait", "s", "How long until every call that waits has had its turn.");
        _refused = meter.CreateCounter<long>("orleans_storage.backend.refused", description: "Calls that the queue or the breaker sent away.");
        _wait = meter.CreateHistogram("orleans_storage.backend.wait", "s", "How long calls waited for a slot.", advice: Seconds);
        _call = meter.CreateHistogram("orleans_storage.backend.call", "s", "How long calls took on the array.", advice: Seconds);
    }

    /// <summary>The queue and the breaker as they are now.</summary>
    public void Show(int waiting, int running, TimeSpan estimatedWait, BreakerState breaker)
    {
        _waiting.Record(waiting, _backend);
        _running.Record(running, _backend);
        _estimate.Record(estimatedWait.TotalSeconds, _backend);
        _breaker.Record((int)breaker, _backend);
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
