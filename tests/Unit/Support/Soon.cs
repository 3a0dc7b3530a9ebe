namespace OrleansStorage.Unit.Tests.Support;

/// <summary>Waits for named events; the time-out is long because it is only for the case that the event never comes.</summary>
internal static class Soon
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<T> Happens<T>(Task<T> task, string what)
    {
        await Happens((Task)task, what);
        return await task;
    }

    public static async Task Happens(Task task, string what)
    {
        if (await Task.WhenAny(task, Task.Delay(Patience)) != task) throw new TimeoutException($"It did not happen that {what}.");
        await task;
    }

    /// <summary>Gives other tasks their turn until a condition holds: for what has no event of its own.</summary>
    public static async Task Holds(Func<bool> condition, string what)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"It did not happen that {what}.");
            await Task.Delay(1, CancellationToken.None);
        }
    }
}
