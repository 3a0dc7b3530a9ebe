namespace OrleansStorage.Histories.Linearizability;

/// <summary>How far an attachment of the model is.</summary>
internal enum ModelPhase
{
    Reserved,
    Connected,
    Complete,
    Ending,
}
