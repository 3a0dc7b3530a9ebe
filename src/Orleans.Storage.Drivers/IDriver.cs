namespace OrleansStorage.Drivers;

/// <summary>One configured backend's driver: its parts and what it declares. One instance a backend and process; disposed when the silo stops.</summary>
public interface IDriver : IAsyncDisposable
{
    /// <summary>What it declares.</summary>
    DriverTraits Traits { get; }
    /// <summary>Volumes and snapshots.</summary>
    IVolumeDriver Volumes { get; }
    /// <summary>Exports.</summary>
    IExportDriver Exports { get; }
    /// <summary>Whose the array is, and how new its owner's record was.</summary>
    IMarkDriver Marks { get; }
    /// <summary>Taking a volume back to a snapshot; null where the array cannot.</summary>
    IRevertDriver? Revert => null;
    /// <summary>Adopting and letting go; null where the array cannot.</summary>
    IManageDriver? Manage => null;
    /// <summary>Connection data.</summary>
    IConnectionReader Connections { get; }

    /// <summary>Makes the array ready, such as by starting its daemon. Called once, before anything else.</summary>
    /// <exception cref="DriverConfigurationException">The array cannot be used as configured.</exception>
    Task StartAsync(CancellationToken cancellationToken);
}
