namespace OrleansStorage.Cli.Demo;

/// <summary>Shows how far the demo is.</summary>
public interface IDemoDisplay
{
    /// <summary>Shows while <paramref name="work"/> runs.</summary>
    Task ShowAsync(Func<Task> work);

    /// <summary>A phase begins. What is returned is called after each operation, from any thread.</summary>
    Action Begin(string phase, int operations);
}
