namespace OrleansStorage.Errors;

/// <summary>Why a request was not served, finer than <see cref="ErrorKind"/>; the API maps each to one status. Append only: values cross wires.</summary>
public enum ErrorReason
{
    /// <summary>A value of the request is wrong.</summary>
    InvalidInput = 0,
    /// <summary>The volume is in a state in which this may not happen.</summary>
    InvalidVolume = 1,
    /// <summary>The snapshot is in a state in which this may not happen.</summary>
    InvalidSnapshot = 2,
    /// <summary>The volume type does not allow this.</summary>
    InvalidVolumeType = 3,
    /// <summary>No such object, or not the caller's.</summary>
    NotFound = 4,
    /// <summary>It would contradict another object, such as a name or a connection that exists.</summary>
    Conflict = 5,
    /// <summary>A quota does not allow it.</summary>
    OverQuota = 6,
    /// <summary>The caller's role does not allow it.</summary>
    Forbidden = 7,
    /// <summary>The backend's queue is too long.</summary>
    Busy = 8,
    /// <summary>The array or its daemon does not answer.</summary>
    Unreachable = 9,
    /// <summary>The array may or may not have acted.</summary>
    Unknown = 10,
    /// <summary>The array refused.</summary>
    ArrayRefused = 11,
    /// <summary>A defect of this product.</summary>
    Bug = 12,
    /// <summary>The operation is not supported here.</summary>
    NotSupported = 13,
    /// <summary>The database did not do it: not now, or not as it is. <see cref="ErrorKind"/> says whether anything may have been done.</summary>
    Database = 14,
    /// <summary>What is to be changed is not as the caller believes.</summary>
    PreconditionFailed = 15,
    /// <summary>The object's record is damaged or another version's, so nothing can be done with the object before an operator has seen to it.</summary>
    Unreadable = 16,
}
