using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// Whose a pool is. Its targets carry no installation: they are told by the pool's files behind them, and belong to whoever owns the pool. Pools of before this have no mark and belong to the first that claims
/// them. Safe from any thread.
/// </summary>
internal sealed class TgtMarks(TgtMarkFiles files, TgtPool pool) : IMarkDriver
{
    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> ReadAsync(CancellationToken cancellationToken) => GuardAsync(() => Task.FromResult(ArrayOutcome.Done(files.Read())));

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> ClaimAsync(InstallationId owner, InstallationId? from, CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        var claimed = await files.ChangeAsync(mark => mark.Owner != owner && mark.Owner != from ? Refused(mark) : ArrayOutcome.Done(mark.OwnedBy(owner)), cancellationToken);
        if (!claimed.IsDone) return claimed;
        pool.RemoveUnfinished();
        files.ForgetEpochs(volume => TgtPool.SizeBytesOf(pool.VolumePath(volume)) is null);
        return claimed;
    });

    /// <inheritdoc/>
    public Task<ArrayOutcome<ArrayMark>> RaiseAsync(ArrayMark mark, CancellationToken cancellationToken) =>
        GuardAsync(() => files.ChangeAsync(there => mark.Owner is null || mark.Owner != there.Owner ? Refused(there) : ArrayOutcome.Done(there.RaisedTo(mark)), cancellationToken));

    /// <inheritdoc/>
    public Task<ArrayOutcome<IReadOnlyList<SeenEpoch>>> ListEpochsAsync(CancellationToken cancellationToken) => GuardAsync(() => Task.FromResult(ArrayOutcome.Done(files.ListEpochs())));

    private static ArrayOutcome<ArrayMark> Refused(ArrayMark mark) => ArrayOutcome.Refused<ArrayMark>($"the pool belongs to {(mark.Owner is { } owner ? $"installation {owner}" : "nobody")}");

    private static async Task<ArrayOutcome<T>> GuardAsync<T>(Func<Task<ArrayOutcome<T>>> verb)
    {
        try
        {
            return await Task.Run(verb);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return ArrayOutcome.Unreachable<T>($"the pool's mark cannot be read or written: {e.Message}");
        }
    }
}
