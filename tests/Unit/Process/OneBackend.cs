using System.Reflection;
using Orleans.Runtime;
using OrleansStorage.Backends;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>A grain factory that has one grain, a backend's, whose silo is lost in the first call; its next activation ends the second as the test says. Open because the run-time derives from it.</summary>
public class OneBackend : DispatchProxy
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IBackendGrain _grain;

    public OneBackend()
    {
        _grain = Create<IBackendGrain, Grain>();
        ((Grain)(object)_grain).Calls = () => _lost.TrySetResult() ? throw new SiloUnavailableException("lost") : Task.FromResult(new ArrayOutcome<ArrayExport>(Second, null));
    }

    public OutcomeKind Second { get; set; }

    /// <summary>Ends when the silo was lost.</summary>
    public Task Lost => _lost.Task;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain;

    /// <summary>The grain.</summary>
    public class Grain : DispatchProxy
    {
        internal Func<Task<ArrayOutcome<ArrayExport>>> Calls { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Calls();
    }
}
