using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>What a pool says of itself: what the scheduler weighs and the pools API shows. A snapshot in time. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.PoolReport")]
public sealed record PoolReport
{
    /// <summary>The pool.</summary>
    [Id(0)] public required BackendId Backend { get; init; }
    /// <summary>The backend's configured name, Cinder's <c>volume_backend_name</c>.</summary>
    [Id(1)] public required string BackendName { get; init; }
    /// <summary>The driver's name.</summary>
    [Id(2)] public required string DriverName { get; init; }
    /// <summary>The protocol of its exports, such as <c>iSCSI</c>.</summary>
    [Id(3)] public required string StorageProtocol { get; init; }
    /// <summary>All of it, in GiB.</summary>
    [Id(4)] public required double TotalGiB { get; init; }
    /// <summary>What the array has free, less what is reserved, in GiB.</summary>
    [Id(5)] public required double FreeGiB { get; init; }
    /// <summary>The sum of the sizes promised to volumes and snapshots, in GiB.</summary>
    [Id(6)] public required double ProvisionedGiB { get; init; }
    /// <summary>How often the total may be promised; 1 for a thick pool.</summary>
    [Id(7)] public required double MaxOverSubscriptionRatio { get; init; }
    /// <summary>Whether space is taken as it is written.</summary>
    [Id(8)] public required bool ThinProvisioning { get; init; }
    /// <summary>Whether a volume can be exported to several hosts for several instances.</summary>
    [Id(9)] public required bool Multiattach { get; init; }
    /// <summary>Whether a volume can grow while a host uses it.</summary>
    [Id(10)] public required bool OnlineExtend { get; init; }
    /// <summary>Whether several volumes share one target.</summary>
    [Id(11)] public required bool SharedTargets { get; init; }
    /// <summary>The availability zone.</summary>
    [Id(12)] public required string AvailabilityZone { get; init; }
    /// <summary>Whether an operator lets new volumes in.</summary>
    [Id(13)] public required bool Enabled { get; init; }
    /// <summary>Why not, in the operator's words.</summary>
    [Id(14)] public string? DisabledReason { get; init; }
    /// <summary>Whether the array answered last time.</summary>
    [Id(15)] public required bool IsUp { get; init; }
    /// <summary>When this was so.</summary>
    [Id(16)] public required DateTimeOffset At { get; init; }
    /// <summary>How many volumes are here.</summary>
    [Id(17)] public required int VolumeCount { get; init; }
    /// <summary>Calls that run on the array now.</summary>
    [Id(18)] public required int Running { get; init; }
    /// <summary>Calls that wait for a slot now.</summary>
    [Id(19)] public required int Waiting { get; init; }
    /// <summary>Changes whenever the array may have forgotten its exports; null until it answered once.</summary>
    [Id(20)] public string? Incarnation { get; init; }
    /// <summary>How long until every call that waits now has had its turn, judged by what the calls before took.</summary>
    [Id(21)] public TimeSpan EstimatedWait { get; init; }
    /// <summary>Whether its array is called.</summary>
    [Id(22)] public BreakerState Breaker { get; init; }
    /// <summary>Its queue, lane by lane.</summary>
    [Id(23)] public ImmutableArray<LaneReport> Lanes { get; init; } = [];
    /// <summary>Whether an operator froze it: volumes and snapshots are neither made, changed nor removed; attaching goes on.</summary>
    [Id(24)] public bool Frozen { get; init; }
    /// <summary>When the array answered last; null when it has not since this report's grain woke.</summary>
    [Id(25)] public DateTimeOffset? LastAnswerAt { get; init; }
    /// <summary>How the record stands to the array; null when the backend does not say.</summary>
    [Id(26)] public BackendStanding? Standing { get; init; }
}
