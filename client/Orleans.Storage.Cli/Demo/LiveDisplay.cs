using Spectre.Console;
using Spectre.Console.Rendering;

namespace OrleansStorage.Cli.Demo;

/// <summary>A bar a phase that grows as it goes, for terminals.</summary>
public sealed class LiveDisplay(IAnsiConsole console) : IDemoDisplay
{
    private ProgressContext? _context;

    /// <inheritdoc/>
    public Task ShowAsync(Func<Task> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new CountColumn(), new ElapsedTimeColumn())
        .StartAsync(context =>
        {
            _context = context;
            return work();
        });

    /// <inheritdoc/>
    public Action Begin(string phase, int operations)
    {
        var task = (_context ?? throw new InvalidOperationException("A phase can begin only while the display shows.")).AddTask(Markup.Escape(phase), maxValue: operations);
        return () => task.Increment(1);
    }

    private sealed class CountColumn : ProgressColumn
    {
        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) => new Text($"{task.Value:0} of {task.MaxValue:0}");
    }
}
