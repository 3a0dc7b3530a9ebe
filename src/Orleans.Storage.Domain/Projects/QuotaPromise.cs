using OrleansStorage.Projects;

namespace OrleansStorage.Domain.Projects;

/// <summary>Quota that a request was promised. Immutable.</summary>
/// <param name="What">How much of what, and for whom.</param>
/// <param name="Until">When it ends by itself, unless its holder is on record.</param>
/// <param name="IsOnRecord">Whether its holder is known to be on record: then it counts as used until the catalog was counted after that.</param>
public sealed record QuotaPromise(QuotaReservation What, DateTimeOffset Until, bool IsOnRecord = false);
