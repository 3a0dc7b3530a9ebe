namespace OrleansStorage.Histories.Linearizability;

/// <summary>A single moment in the model. Most calls have one; those that others can see half done have two.</summary>
internal enum StepKind
{
    CreateVolume,
    DeleteVolume,
    Reserve,
    Connect,
    Complete,
    BeginEnding,
    End,
    Initialize,
    Terminate,
    Read,
    BeginExtend,
    EndExtend,
    MakeSnapshot,
    RemoveSnapshot,
    BeginForce,
    /// <summary>An operator says that something is wrong.</summary>
    Trouble,
    /// <summary>An operator says that the volume is free, and takes it from nobody.</summary>
    Loosen,
    /// <summary>An operator takes the volume from everybody.</summary>
    Reset,
    /// <summary>An attachment that was made to be connected goes again, because it was not.</summary>
    TakeBack,
    /// <summary>The call was refused: nothing changes, and there must be a reason.</summary>
    Refuse,
}
