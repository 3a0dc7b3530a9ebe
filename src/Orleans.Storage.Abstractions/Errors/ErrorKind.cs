namespace OrleansStorage.Errors;

/// <summary>The closed set of ways in which a call can fail. Append only: values cross wires.</summary>
public enum ErrorKind
{
    /// <summary>The request cannot be served as it is; nothing was changed. Repeating it unchanged is refused again.</summary>
    Refused = 0,
    /// <summary>The request is right but its turn would come too late; nothing was changed. Repeat it after <see cref="StorageError.RetryAfter"/>.</summary>
    Busy = 1,
    /// <summary>The array could not be reached; nothing was changed on it.</summary>
    Unreachable = 2,
    /// <summary>The array did not answer in time: it may have acted or not. The operation stays open and is settled without the caller; repeating the request joins it.</summary>
    Unknown = 3,
    /// <summary>The caller broke this API's own rules (a programming error on its side).</summary>
    Misuse = 4,
    /// <summary>A defect of this product.</summary>
    Bug = 5,
}
