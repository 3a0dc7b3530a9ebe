using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Turns;

/// <summary>One call's turn on an array, written down when it was over. Immutable.</summary>
/// <param name="At">Its number among all events of the history.</param>
/// <param name="Queue">The queue that granted it: a backend whose grain is activated anew has a new one.</param>
/// <param name="Lane">Its lane.</param>
/// <param name="Volume">The volume; one volume has one turn at a time.</param>
/// <param name="AskedMs">When it asked, in milliseconds since the history began.</param>
/// <param name="GrantedMs">When it got a slot.</param>
/// <param name="EndedMs">When it was answered; an array may still work then, if the outcome is unknown.</param>
public sealed record ArrayTurn(long At, string Queue, AdmissionLane Lane, VolumeId Volume, double AskedMs, double GrantedMs, double EndedMs);
