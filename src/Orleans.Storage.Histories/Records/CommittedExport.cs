using System.Collections.Immutable;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Records;

/// <summary>One export as a commit recorded it. Immutable.</summary>
/// <param name="Host">The host.</param>
/// <param name="Initiator">Its initiator, as arrays name it.</param>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Owners">Who needs it: <c>attachment:ID</c> or <c>claim:HOST</c>.</param>
/// <param name="Target">The target; null until the array answered.</param>
/// <param name="Lun">The LUN; null until the array answered.</param>
public sealed record CommittedExport(string Host, string? Initiator, ExportPhase Phase, ImmutableArray<string> Owners, string? Target, int? Lun);
