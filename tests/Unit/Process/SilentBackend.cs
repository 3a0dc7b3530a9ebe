using System.Reflection;
using OrleansStorage.Errors;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>A backend's grain on a silo that hangs: it answers nothing that it is asked for a place in its queue.</summary>
public class SilentBackend : DispatchProxy
{
    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => new TaskCompletionSource<StorageError?>().Task;
}
