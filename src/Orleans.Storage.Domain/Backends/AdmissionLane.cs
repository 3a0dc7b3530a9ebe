namespace OrleansStorage.Domain.Backends;

/// <summary>What a call wants of the array; the lanes take turns, so that a storm of one kind does not starve another.</summary>
public enum AdmissionLane
{
    /// <summary>Exports that are made.</summary>
    Attach,
    /// <summary>Exports that are removed.</summary>
    Detach,
    /// <summary>Volumes and snapshots.</summary>
    Data,
}
