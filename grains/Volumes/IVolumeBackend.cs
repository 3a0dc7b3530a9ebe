using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;

namespace OrleansStorage.Grains.Volumes;

/// <summary>What a volume needs of the world behind it: its array, its pool's space and its project's quota.</summary>
public interface IVolumeBackend
{
    /// <summary>
    /// Asks for a place on the array for the open intent of a state that is not written yet. Null when it may be written, and when there is nobody to ask: the call itself is refused then, if it must be.
    /// </summary>
    Task<StorageError?> AdmitAsync(VolumeState state) => Task.FromResult<StorageError?>(null);

    /// <summary>Why no intent may be put on record for the volume's array now; null when one may.</summary>
    StorageError? Refuses(VolumeState state) => null;

    /// <summary>Does what the state's open intent says, and answers what the array showed; the export for an export, null otherwise. Never throws for what an array does.</summary>
    Task<ArrayOutcome<ArrayExport?>> PerformAsync(VolumeState state, CancellationToken cancellationToken);

    /// <summary>Whether the volume's array turns stale calls away by itself, so that another activation's operation needs not be waited out.</summary>
    bool FencesEpochs(VolumeState state) => false;

    /// <summary>Gives quota and space back. What is lost here is found again when pool and project next count.</summary>
    Task ReleaseAsync(VolumeState state, Release release);
}
