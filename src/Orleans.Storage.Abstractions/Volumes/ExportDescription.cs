using System.Collections.Immutable;

namespace OrleansStorage.Volumes;

/// <summary>One export as recorded, without its secret. Immutable.</summary>
/// <param name="Host">The host that is let in.</param>
/// <param name="Initiator">Its initiator, as the array names it.</param>
/// <param name="TargetName">The target; null until the array answered.</param>
/// <param name="Lun">The LUN; null until the array answered.</param>
/// <param name="Phase">Whether it is there, being made or being removed.</param>
/// <param name="Owners">Who needs it: <c>attachment:ID</c> or <c>claim:HOST</c>.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.ExportDescription")]
public sealed record ExportDescription([property: Id(0)] string Host, [property: Id(1)] string? Initiator, [property: Id(2)] string? TargetName,
    [property: Id(3)] int? Lun, [property: Id(4)] ExportPhase Phase, [property: Id(5)] ImmutableArray<string> Owners);
