using System.Net;

namespace OrleansStorage.Drivers;

/// <summary>An array that runs as a process of its own, for trials and tests of clusters: how it is started. Immutable.</summary>
/// <param name="Listen">Where silos reach it. It trusts its callers and sees their secrets: keep it on the loopback.</param>
/// <param name="JournalPath">The file in which it keeps its volumes and snapshots; every change, those of exports included, is logged in the same with <c>.log</c> behind. Null to forget all at its end.</param>
/// <param name="CapacityGiB">All of its space, in GiB.</param>
/// <param name="LatencyMs">How long each call takes, in milliseconds.</param>
/// <param name="SharedTarget">Whether all volumes share one target.</param>
public sealed record ArrayProgram(IPEndPoint Listen, string? JournalPath, int CapacityGiB = 1_048_576, int LatencyMs = 0, bool SharedTarget = false);
