using Orleans.Runtime;
using OrleansStorage.Errors;

namespace OrleansStorage.Grains;

/// <summary>What a grain does by itself from time to time.</summary>
internal static class GrainTimers
{
    /// <summary>
    /// Does something again and again. A time that the database did not let through is over with that: the next one comes, and the
    /// database's own line in the log has said why.
    /// </summary>
    public static IGrainTimer Every(this IGrainBase grain, Func<CancellationToken, Task> work, TimeSpan dueTime, TimeSpan period, bool interleave = false) =>
        grain.RegisterGrainTimer(async cancellationToken =>
        {
            try
            {
                await work(cancellationToken);
            }
            catch (StorageException e) when (e.Error.Reason == ErrorReason.Database)
            {
                // See above.
            }
        }, new() { DueTime = dueTime, Period = period, Interleave = interleave });
}
