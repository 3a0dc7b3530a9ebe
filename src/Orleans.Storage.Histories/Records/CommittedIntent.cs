using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Records;

/// <summary>The operation that a commit left open. Immutable.</summary>
/// <param name="Operation">Which.</param>
/// <param name="Kind">What the array is asked.</param>
/// <param name="Epoch">The volume's epoch with it.</param>
/// <param name="NotAfterMs">Its deadline, in milliseconds since the history began, by the clock of whoever wrote it.</param>
/// <param name="Host">For exports: the host.</param>
public sealed record CommittedIntent(OperationId Operation, IntentKind Kind, long Epoch, long NotAfterMs, string? Host);
