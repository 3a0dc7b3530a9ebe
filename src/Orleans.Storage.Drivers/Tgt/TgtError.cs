namespace OrleansStorage.Drivers.Tgt;

/// <summary>What tgtadm complained of: every failure has the same return code, only the text tells them apart.</summary>
internal enum TgtError
{
    /// <summary>Nothing.</summary>
    None,
    /// <summary>The daemon was not reached: nothing was sent.</summary>
    Unreachable,
    /// <summary>The daemon went away while it was asked: it may have acted.</summary>
    ConnectionLost,
    /// <summary>What was to be made is there.</summary>
    AlreadyThere,
    /// <summary>What was to be changed or removed is not there.</summary>
    NotThere,
    /// <summary>It is in use.</summary>
    Active,
    /// <summary>Something else.</summary>
    Other,
}
