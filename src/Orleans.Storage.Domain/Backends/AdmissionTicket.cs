using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Backends;

/// <summary>One call's place in a backend's queue. Compared by identity.</summary>
/// <param name="lane">What it wants.</param>
/// <param name="project">Whose turn it is.</param>
/// <param name="target">The volume: never two calls of one at a time.</param>
/// <param name="enqueuedAt">When it came.</param>
public sealed class AdmissionTicket(AdmissionLane lane, ProjectId project, VolumeId target, DateTimeOffset enqueuedAt)
{
    /// <summary>What it wants.</summary>
    public AdmissionLane Lane { get; } = lane;
    /// <summary>Whose turn it is.</summary>
    public ProjectId Project { get; } = project;
    /// <summary>The volume.</summary>
    public VolumeId Target { get; } = target;
    /// <summary>When it came.</summary>
    public DateTimeOffset EnqueuedAt { get; } = enqueuedAt;
    /// <summary>When its slot was granted; null while it waits.</summary>
    public DateTimeOffset? GrantedAt { get; internal set; }
}
