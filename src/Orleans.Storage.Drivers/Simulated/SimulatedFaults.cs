using System.Collections.Concurrent;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>Faults on demand, at most one a verb; none at first. Safe from any thread.</summary>
public sealed class SimulatedFaults
{
    private readonly ConcurrentDictionary<SimulatedVerb, ArmedFault> _armed = [];

    /// <summary>From now on every call of the verb goes wrong.</summary>
    public ArmedFault Always(SimulatedVerb verb, SimulatedFault fault) => Arm(verb, fault, 1, int.MaxValue);

    /// <summary>The next call of the verb goes wrong.</summary>
    public ArmedFault Once(SimulatedVerb verb, SimulatedFault fault) => Arm(verb, fault, 1, 1);

    /// <summary>The <paramref name="nth"/> call of the verb, counted from now and from 1, goes wrong.</summary>
    public ArmedFault OnNth(SimulatedVerb verb, SimulatedFault fault, int nth) => Arm(verb, fault, nth, nth);

    /// <summary>The verb goes right again; calls that hang stay so until they are cancelled or released.</summary>
    public void Never(SimulatedVerb verb) => _armed.TryRemove(verb, out _);

    /// <summary>The fault that this call meets; null for none. Counts the call.</summary>
    internal ArmedFault? Next(SimulatedVerb verb) => !_armed.IsEmpty && _armed.TryGetValue(verb, out var fault) && fault.Strikes() ? fault : null;

    private ArmedFault Arm(SimulatedVerb verb, SimulatedFault kind, int first, int last) => _armed[verb] = new ArmedFault(kind, first, last);
}
