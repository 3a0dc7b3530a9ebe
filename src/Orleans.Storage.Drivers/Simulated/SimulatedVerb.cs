namespace OrleansStorage.Drivers.Simulated;

/// <summary>The verbs of the simulated array.</summary>
public enum SimulatedVerb
{
    /// <summary>Makes a volume.</summary>
    CreateVolume,
    /// <summary>Removes a volume.</summary>
    DeleteVolume,
    /// <summary>Grows a volume.</summary>
    ExtendVolume,
    /// <summary>Makes a snapshot.</summary>
    CreateSnapshot,
    /// <summary>Removes a snapshot.</summary>
    DeleteSnapshot,
    /// <summary>Takes a volume back to a snapshot.</summary>
    RevertVolume,
    /// <summary>Makes a volume of a foreign object.</summary>
    AdoptVolume,
    /// <summary>Lets a volume go.</summary>
    ReleaseVolume,
    /// <summary>Makes a snapshot of a foreign object.</summary>
    AdoptSnapshot,
    /// <summary>Lets a snapshot go.</summary>
    ReleaseSnapshot,
    /// <summary>Reads the volumes.</summary>
    ListVolumes,
    /// <summary>Reads the snapshots.</summary>
    ListSnapshots,
    /// <summary>Lets a host in.</summary>
    CreateExport,
    /// <summary>Shuts a host out.</summary>
    RemoveExport,
    /// <summary>Reads the exports.</summary>
    ListExports,
    /// <summary>Reads the space.</summary>
    GetStats,
    /// <summary>Reads whose the array is.</summary>
    ReadMark,
    /// <summary>Makes somebody the owner.</summary>
    ClaimMark,
    /// <summary>Raises what is kept of the owner's record.</summary>
    RaiseMark,
    /// <summary>Reads the highest epochs.</summary>
    ListEpochs,
}
