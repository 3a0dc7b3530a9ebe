using Spectre.Console;

namespace OrleansStorage.Cli.Demo;

/// <summary>One plain line a phase, for logs and pipes.</summary>
public sealed class LineDisplay(IAnsiConsole console) : IDemoDisplay
{
    /// <inheritdoc/>
    public Task ShowAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work();
    }

    /// <inheritdoc/>
    public Action Begin(string phase, int operations)
    {
        var done = 0;
        return () =>
        {
            if (Interlocked.Increment(ref done) == operations)
                console.WriteLine($"{phase}: {operations} of {operations}");
        };
    }
}
