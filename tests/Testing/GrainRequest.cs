using System.Reflection;
using Orleans.Runtime;
using OrleansStorage.Backends;
using OrleansStorage.Volumes;

namespace OrleansStorage.Testing;

/// <summary>What a stub of the grain factory is asked for.</summary>
public static class GrainRequest
{
    /// <summary>The interface of the grain that a call of the factory asks for, by type or by name.</summary>
    public static Type InterfaceOf(MethodInfo method, object?[] arguments) =>
        arguments is not [_, GrainInterfaceType name] ? method.ReturnType : name.ToString() == GrainLookups.Volume ? typeof(IVolumeGrain) : typeof(IBackendGrain);
}
