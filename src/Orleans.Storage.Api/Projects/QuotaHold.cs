using Orleans.Runtime;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Projects;

/// <summary>Takes quota for the time of a command: promised before, used when the command is on record, given back when it failed. Safe from any thread.</summary>
internal sealed class QuotaHold(IGrainFactory grains, IFaultPoints faults)
{
    /// <summary>Runs <paramref name="command"/> under <paramref name="reservation"/>. A process that dies in between leaks nothing: a forgotten promise ends by itself. So it is left alone when nobody knows whether the command was done.</summary>
    /// <param name="project">Whose quota.</param>
    /// <param name="reservation">How much of it.</param>
    /// <param name="command">What is done under it.</param>
    /// <param name="isUsed">Says of the command's answer whether it took the quota; without it every answer did.</param>
    /// <exception cref="StorageException">The quota does not allow it, or what the command throws.</exception>
    public async Task<T> HoldAsync<T>(ProjectId project, QuotaReservation reservation, Func<Task<T>> command, Func<T, bool>? isUsed = null)
    {
        var owner = grains.GetGrain<IProjectGrain>(project.Value);
        await owner.Reserve(reservation);
        T result;
        try
        {
            await faults.ReachAsync(FaultPoint.ApiHasQuota);
            result = await command();
        }
        catch (StorageException e) when (e.Error.Kind is not ErrorKind.Unknown)
        {
            await TellAsync(() => IsNothingOnRecord(e.Error) ? owner.Cancel(reservation.Holder) : CountAgainAsync(owner, reservation));
            throw;
        }

        await TellAsync(() => isUsed?.Invoke(result) is false ? owner.Cancel(reservation.Holder) : owner.Commit(reservation.Holder));
        return result;
    }

    /// <summary>What an array did not do may stand on record as failed, and counts until it is removed.</summary>
    private static bool IsNothingOnRecord(StorageError error) => error is { Kind: ErrorKind.Refused, Reason: not ErrorReason.ArrayRefused };

    /// <summary>It counts as used until it is counted whether it is, which is before it makes the project refuse.</summary>
    private static async Task CountAgainAsync(IProjectGrain owner, QuotaReservation reservation)
    {
        await owner.Commit(reservation.Holder);
        await owner.Release(reservation);
    }

    private async Task TellAsync(Func<Task> tell)
    {
        try
        {
            await faults.ReachAsync(FaultPoint.ApiBeforeQuotaEnd);
            await tell();
        }
        catch (Exception e) when (NoAnswer.Is(e))
        {
            // What is on record counts from there, and the promise ends by itself. The caller is told of the command and of nothing else.
        }
    }
}
