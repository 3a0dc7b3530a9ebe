using System.Collections.Immutable;
using Orleans.Concurrency;

namespace OrleansStorage.Projects;

/// <summary>One quota class; its key is the class's name. The class <see cref="Default"/> has the limits of every project that has none of its own; other classes are kept and shown, and limit nobody, as in Cinder.</summary>
[Alias("OrleansStorage.IQuotaClassGrain")]
public interface IQuotaClassGrain : IGrainWithStringKey
{
    /// <summary>The class that limits projects.</summary>
    public const string Default = "default";

    /// <summary>Changes limits; -1 for no limit. Projects follow within a second.</summary>
    /// <exception cref="Errors.StorageException">A key is no quota.</exception>
    [Alias("SetLimits")]
    Task SetLimits(ImmutableDictionary<string, long> limits);

    /// <summary>The limits that differ from Cinder's defaults, by quota name.</summary>
    [Alias("GetState"), ReadOnly, AlwaysInterleave]
    Task<ImmutableDictionary<string, long>> GetState();
}
