using System.Reflection;
using OrleansStorage.Reconciliation;
using OrleansStorage.Unit.Tests.Process;

namespace OrleansStorage.Unit.Tests.Reconciliation;

/// <summary>Finds every reconciler; none answers. Public and open because the run-time derives from it.</summary>
public class SilentCluster : DispatchProxy
{
    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Create<IReconcilerGrain, SilentBackend>();
}
