namespace OrleansStorage.Testing;

/// <summary>Waits for what the outside world does, where it raises no event.</summary>
public static class Eventually
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks until it is so.</summary>
    /// <param name="what">What is waited for; the exception says it.</param>
    /// <param name="isSo">Looks once.</param>
    /// <param name="timeout">How long; 15 s when null.</param>
    /// <exception cref="TimeoutException">It did not come.</exception>
    public static async Task Is(string what, Func<Task<bool>> isSo, TimeSpan? timeout = null)
    {
        using var late = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(15));
        while (!await isSo())
        {
            if (late.IsCancellationRequested) throw new TimeoutException("did not come: " + what);
            await Task.Delay(BetweenLooks);
        }
    }
}
