using OrleansStorage.Domain.Volumes;

namespace OrleansStorage.Grains.Volumes;

/// <summary>Where one volume's state is kept, conditional on the version that was read last. Used by one activation; not safe from several threads.</summary>
public interface IVolumeStore
{
    /// <summary>The state as read or written last; null when the volume is not on record.</summary>
    VolumeState? State { get; }

    /// <summary>Whether the volume was on record once and is gone, as read last.</summary>
    bool WasRemoved { get; }

    /// <summary>Replaces the state on record.</summary>
    /// <exception cref="StaleStateException">Somebody else wrote since; this activation must end and touch nothing.</exception>
    Task WriteAsync(VolumeState state);

    /// <summary>Makes sure that <see cref="State"/> is still what is on record; changes nothing.</summary>
    /// <exception cref="StaleStateException">Somebody else wrote since, or nobody can tell.</exception>
    Task ConfirmAsync();

    /// <summary>How long ago the record was written, by the clock of where it is kept; null when that does not say.</summary>
    Task<TimeSpan?> GetAgeAsync() => Task.FromResult<TimeSpan?>(null);

    /// <summary>Takes the volume off the record.</summary>
    /// <exception cref="StaleStateException">Somebody else wrote since.</exception>
    Task ClearAsync();
}
