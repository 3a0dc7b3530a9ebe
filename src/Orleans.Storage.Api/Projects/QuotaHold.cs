using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Projects;

/// <summary>Takes quota for the time of a command: promised before, used when the command is on record, given back when it failed. Safe from any thread.</summary>
internal sealed class QuotaHold(IGrainFactory grains)
{
    /// <summary>Runs <paramref name="command"/> under <paramref name="reservation"/>. A process that dies in between leaks nothing: a forgotten promise ends by itself.</summary>
    /// <exception cref="OrleansStorage.Errors.StorageException">The quota does not allow it, or what the command throws.</exception>
    public async Task<T> HoldAsync<T>(ProjectId project, QuotaReservation reservation, Func<Task<T>> command)
    {
        var owner = grains.GetGrain<IProjectGrain>(project.Value);
        await owner.Reserve(reservation);
        T result;
        try
        {
            result = await command();
        }
        catch
        {
            await owner.Cancel(reservation.Holder);
            throw;
        }

        await owner.Commit(reservation.Holder);
        return result;
    }
}
