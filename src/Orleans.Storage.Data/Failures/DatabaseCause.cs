namespace OrleansStorage.Data.Failures;

/// <summary>Why the database did not do what it was asked; <see cref="DatabaseCauses"/> says what follows from each.</summary>
internal enum DatabaseCause
{
    /// <summary>It takes no writes: a standby, or told to be read-only.</summary>
    ReadOnly,
    /// <summary>It starts, stops, or recovers from a crash.</summary>
    Starting,
    /// <summary>Nobody answers at its address, or the address cannot be found.</summary>
    Unreachable,
    /// <summary>It, its pooler or this silo's own pool gives no more connections.</summary>
    TooManyConnections,
    /// <summary>It has no space for what is written.</summary>
    DiskFull,
    /// <summary>Another's lock stands in the way.</summary>
    Locked,
    /// <summary>It holds its connection and says nothing, or is too slow.</summary>
    NoAnswer,
    /// <summary>The connection ended in the middle.</summary>
    Lost,
    /// <summary>A pooler stands between, and is not of the kind that this silo was told. Final until an operator acts.</summary>
    Pooler,
    /// <summary>It refuses this user, database or right. Final until an operator acts.</summary>
    Refused,
    /// <summary>It has said something that this code did not expect: a defect of one of them.</summary>
    Unexpected,
}
