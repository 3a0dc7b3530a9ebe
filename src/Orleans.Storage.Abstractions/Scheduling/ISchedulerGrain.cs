using System.Collections.Immutable;
using OrleansStorage.Backends;

namespace OrleansStorage.Scheduling;

/// <summary>Chooses pools. Its picture of them may be a second old; the chosen pool has the last word. Stateless, any number of activations.</summary>
[Alias("OrleansStorage.ISchedulerGrain")]
public interface ISchedulerGrain : IGrainWithIntegerKey
{
    /// <summary>Finds a pool and sets the volume's space aside on it. Again for the same volume: the space is held once.</summary>
    [Alias("Place")]
    Task<Placement> Place(PlacementRequest request);

    /// <summary>Why no pool can take the volume, in one line; null when one can. Sets nothing aside.</summary>
    [Alias("WhyNot")]
    Task<string?> WhyNot(PlacementRequest request);

    /// <summary>Every configured pool, asked now; one that does not answer in two seconds as it reported last, and down.</summary>
    [Alias("GetPools")]
    Task<ImmutableArray<PoolReport>> GetPools();
}
