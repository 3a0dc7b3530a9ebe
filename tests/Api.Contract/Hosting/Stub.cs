using System.Reflection;

namespace OrleansStorage.Api.Tests.Hosting;

/// <summary>An object that answers every method of an interface through one delegate. Public and open because the run-time derives from it.</summary>
public class Stub : DispatchProxy
{
    private Func<MethodInfo, object?[], object?>? _answer;

    /// <summary>An implementation of <paramref name="type"/>.</summary>
    public static object Of(Type type, Func<MethodInfo, object?[], object?> answer)
    {
        var stub = Create(type, typeof(Stub));
        ((Stub)stub)._answer = answer;
        return stub;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!, args ?? []);
}
