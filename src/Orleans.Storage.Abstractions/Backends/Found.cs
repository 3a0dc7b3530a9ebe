namespace OrleansStorage.Backends;

/// <summary>What a driver saw on the array before it acted. Append only: values cross wires.</summary>
public enum Found
{
    /// <summary>Nothing of it: it was made, or there was nothing to remove.</summary>
    Nothing = 0,
    /// <summary>All of it: it was left as it is, or removed.</summary>
    Whole = 1,
    /// <summary>A part of it, left by a call that died: it was repaired, or removed.</summary>
    Partial = 2,
}
