using System.Reflection;

namespace OrleansStorage.Client.Tests.Sdk;

/// <summary>An object that answers every method of an interface through one delegate. Public and open because the run-time derives from it.</summary>
public class Proxy : DispatchProxy
{
    private Func<MethodInfo, object?[], object?>? _answer;

    /// <summary>An implementation of <paramref name="type"/>.</summary>
    public static object Of(Type type, Func<MethodInfo, object?[], object?> answer)
    {
        var proxy = Create(type, typeof(Proxy));
        ((Proxy)proxy)._answer = answer;
        return proxy;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer!(targetMethod!, args ?? []);
}
