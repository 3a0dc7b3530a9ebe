using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Quiescence;

/// <summary>One export at quiesce, on record or on the array. Immutable.</summary>
/// <param name="Volume">The volume; null on an array object that names none of ours.</param>
/// <param name="Initiator">The initiator that is let in; null for a target that lets nobody in.</param>
/// <param name="Target">The target.</param>
/// <param name="Lun">The LUN.</param>
/// <param name="Host">On record: the host.</param>
/// <param name="Phase">On record: where it is in its life.</param>
/// <param name="IsOurs">On the array: whether it carries our mark.</param>
public sealed record QuiescedExport(VolumeId? Volume, string? Initiator, string? Target, int? Lun, string? Host = null, ExportPhase? Phase = null, bool IsOurs = true);
