namespace OrleansStorage.Grains.Backends;

/// <summary>Where a backend keeps which target numbers it may have given. Used by one activation; not safe from several threads.</summary>
public interface ITargetNumbers
{
    /// <summary>Whether <see cref="Below"/> is known. While it is not, no number may be given: it may be a host's already.</summary>
    bool AreKnown => true;

    /// <summary>Numbers below this one may have been given.</summary>
    int Below { get; }

    /// <summary>Sets aside every number below; on record when it returns.</summary>
    Task ReserveAsync(int below);
}
