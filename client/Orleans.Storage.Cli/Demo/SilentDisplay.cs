namespace OrleansStorage.Cli.Demo;

/// <summary>Shows nothing: the output belongs to a program.</summary>
public sealed class SilentDisplay : IDemoDisplay
{
    /// <inheritdoc/>
    public Task ShowAsync(Func<Task> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return work();
    }

    /// <inheritdoc/>
    public Action Begin(string phase, int operations) => () => { };
}
