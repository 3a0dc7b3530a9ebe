using OrleansStorage.Backends;
using OrleansStorage.Scheduling;

namespace OrleansStorage.Domain.Scheduling;

/// <summary>One reason why a pool may not take a volume. Pure, safe from any thread.</summary>
public interface IPoolFilter
{
    /// <summary>Its name, as a refusal shows it.</summary>
    string Name { get; }

    /// <summary>Null when the pool passes, else why it does not.</summary>
    string? Refuse(PoolReport pool, PlacementRequest request);
}
