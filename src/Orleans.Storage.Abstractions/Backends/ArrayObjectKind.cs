namespace OrleansStorage.Backends;

/// <summary>What kind of object of an array is meant. Append only: values cross wires.</summary>
public enum ArrayObjectKind
{
    /// <summary>Volumes.</summary>
    Volume = 0,
    /// <summary>Snapshots.</summary>
    Snapshot = 1,
}
