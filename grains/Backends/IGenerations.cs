namespace OrleansStorage.Grains.Backends;

/// <summary>Where a backend keeps the generation of its record. Used by one activation; not safe from several threads.</summary>
public interface IGenerations
{
    /// <summary>The generation on record.</summary>
    long Generation { get; }

    /// <summary>Whether the last write failed, so that what is on record is to be read before anything is concluded from it.</summary>
    bool IsStale { get; }

    /// <summary>Raises it; on record when it returns. What a failed write left is not known: <see cref="IsStale"/>.</summary>
    Task RaiseGenerationAsync(long generation);

    /// <summary>Reads again what is on record.</summary>
    Task ReloadAsync();
}
