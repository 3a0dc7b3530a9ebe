using Orleans.Runtime;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Projects;

/// <summary>Takes quota for the time of a command: promised before, used when the command is on record, given back when it failed. Safe from any thread.</summary>
internal sealed class QuotaHold(IGrainFactory grains)
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
            result = await command();
        }
        catch (StorageException e) when (e.Error.Kind is not ErrorKind.Unknown)
        {
            await owner.Cancel(reservation.Holder);
            throw;
        }

        await (isUsed?.Invoke(result) is false ? owner.Cancel(reservation.Holder) : CommitAsync(owner, reservation.Holder));
        return result;
    }

    private static async Task CommitAsync(IProjectGrain owner, Guid holder)
    {
        try
        {
            await owner.Commit(holder);
        }
        catch (Exception e) when (e is OrleansException or TimeoutException)
        {
            // The command is on record and counts from there; the promise ends by itself. The caller must not be told of a failure.
        }
    }
}
