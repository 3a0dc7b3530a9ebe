using OrleansStorage.Ids;

namespace OrleansStorage.Backends;

/// <summary>Which installation this silo is of. Safe from any thread.</summary>
public interface IInstallation
{
    /// <summary>The id of this silo's database; of several silos that start on a new one at once, one makes it. Asked once, then answered from memory.</summary>
    Task<InstallationId> GetIdAsync(CancellationToken cancellationToken);
}
