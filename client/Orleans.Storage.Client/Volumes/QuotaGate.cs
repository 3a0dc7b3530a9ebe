using OrleansStorage.Client.Calls;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Client.Volumes;

/// <summary>Lets work through that fits a project's quota: promise, work, then the promise becomes use or is void. Safe from any thread.</summary>
internal sealed class QuotaGate(ClusterCalls calls)
{
    /// <summary>Runs <paramref name="work"/> under a promise. Only a refusal voids it at once: after anything else the work may still happen, and a promise that is forgotten ends by itself.</summary>
    /// <exception cref="StorageException">The quota does not allow it; the work was not begun.</exception>
    public async Task<T> UseAsync<T>(ProjectId project, QuotaReservation reservation, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var grain = calls.Grains.GetGrain<IProjectGrain>(project.Value);
        await calls.Policy.RunAsync(_ => grain.Reserve(reservation), cancellationToken);
        T result;
        try
        {
            result = await work();
        }
        catch (StorageException error) when (error.Error.Kind == ErrorKind.Refused)
        {
            await calls.Policy.RunAsync(_ => grain.Cancel(reservation.Holder), cancellationToken);
            throw;
        }
        await calls.Policy.RunAsync(_ => grain.Commit(reservation.Holder), cancellationToken);
        return result;
    }
}
