using System.Reflection;

namespace OrleansStorage.Simulation.Clients;

/// <summary>A grain factory that knows one grain.</summary>
public class OneGrain : DispatchProxy
{
    private object? _grain;

    /// <summary>Answers every look-up with <paramref name="grain"/>.</summary>
    public static IGrainFactory Factory(object grain)
    {
        var factory = Create<IGrainFactory, OneGrain>();
        ((OneGrain)(object)factory)._grain = grain;
        return factory;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _grain;
}
