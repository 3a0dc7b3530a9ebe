namespace OrleansStorage.Histories.Linearizability;

/// <summary>Whether the model's volume is there.</summary>
internal enum ModelLife
{
    Absent,
    Alive,
    /// <summary>Its removal was accepted; an array that does not do it gives the volume back, empty.</summary>
    Dying,
}
