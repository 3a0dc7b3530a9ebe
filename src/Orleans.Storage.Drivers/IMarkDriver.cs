using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>
/// What the array itself keeps of its owner: whose it is, and how new the owner's record was. It outlives restarts of the array and of every silo, and stands beside the data, so that it is lost with the data
/// alone. An array that belongs to somebody refuses every verb of <see cref="IVolumeDriver"/>, <see cref="IExportDriver"/>, <see cref="IRevertDriver"/> and <see cref="IManageDriver"/> that would change it when the
/// fence names another owner or none, and keeps the highest epoch of each volume with its operation. Safe from any thread; every verb may be repeated.
/// </summary>
public interface IMarkDriver
{
    /// <summary>Reads the mark; changes nothing. Where the array can be reached without it, also before <see cref="IDriver.StartAsync"/>; else unreachable until then.</summary>
    Task<ArrayOutcome<ArrayMark>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes an installation the owner of an array that belongs to <paramref name="from"/>, null for nobody; of two at once one wins. Done when it is the owner already, refused when somebody else is. What the
    /// former owner marked stays as it is.
    /// </summary>
    Task<ArrayOutcome<ArrayMark>> ClaimAsync(InstallationId owner, InstallationId? from, CancellationToken cancellationToken);

    /// <summary>Raises the numbers of the mark to at least these, and lowers none; refused unless <see cref="ArrayMark.Owner"/> of <paramref name="mark"/> is the owner.</summary>
    Task<ArrayOutcome<ArrayMark>> RaiseAsync(ArrayMark mark, CancellationToken cancellationToken);

    /// <summary>Reads the highest epoch that came for each volume; those of removed volumes may be missing. Changes nothing.</summary>
    Task<ArrayOutcome<IReadOnlyList<SeenEpoch>>> ListEpochsAsync(CancellationToken cancellationToken);
}
