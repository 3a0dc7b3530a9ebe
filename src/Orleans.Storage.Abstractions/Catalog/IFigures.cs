using OrleansStorage.Ids;

namespace OrleansStorage.Catalog;

/// <summary>
/// Counts for operators, over what is on record. They read what they count, so they are asked once a minute or so. Safe from any thread.
/// </summary>
public interface IFigures
{
    /// <summary>
    /// How many volumes of a pool have each status, of those that any has; of no pool when <paramref name="backend"/> is null.
    /// </summary>
    Task<IReadOnlyList<StatusCount>> CountStatusesAsync(BackendId? backend, CancellationToken cancellationToken);

    /// <summary>The operations of a pool's volumes that are open on the array.</summary>
    Task<OpenOperations> GetOpenOperationsAsync(BackendId backend, CancellationToken cancellationToken);
}
