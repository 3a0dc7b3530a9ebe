using System.Reflection;
using OrleansStorage.Errors;

namespace OrleansStorage.Unit.Tests.Process;

/// <summary>A grain on a silo that hangs: it answers nothing that it is asked.</summary>
public class SilentBackend : DispatchProxy
{
    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => new TaskCompletionSource<StorageError?>().Task;
}
