namespace OrleansStorage.Simulation;

/// <summary>The kinds of things that go wrong. A run draws from its seed which of them it has.</summary>
[Flags]
internal enum SimFault
{
    None = 0,
    /// <summary>An activation of a volume ends at a fault point.</summary>
    VolumeCrash = 1 << 0,
    /// <summary>A volume is activated a second time while the first goes on.</summary>
    VolumeTwice = 1 << 1,
    /// <summary>The backend's activation ends at a fault point, its calls on their way.</summary>
    BackendCrash = 1 << 2,
    /// <summary>An activation stands still for seconds.</summary>
    Pause = 1 << 3,
    /// <summary>A write is lost and answered with an error.</summary>
    WriteLost = 1 << 4,
    /// <summary>A write is applied and answered with an error.</summary>
    WriteUnanswered = 1 << 5,
    /// <summary>The store takes its time.</summary>
    StoreSlow = 1 << 6,
    /// <summary>A request does not arrive.</summary>
    RequestLost = 1 << 7,
    /// <summary>A reply does not arrive.</summary>
    ReplyLost = 1 << 8,
    /// <summary>The array says no.</summary>
    ArrayRefuses = 1 << 9,
    /// <summary>The array is not reached.</summary>
    ArrayUnreachable = 1 << 10,
    /// <summary>Nothing is done and nobody knows.</summary>
    ArrayLosesRequest = 1 << 11,
    /// <summary>It is done and nobody knows.</summary>
    ArrayLosesReply = 1 << 12,
    /// <summary>It is done and never answered, or done at the last moment, or not at all.</summary>
    ArrayHangs = 1 << 13,
    /// <summary>Half of an export is made and nobody knows.</summary>
    ArrayHalf = 1 << 14,
    /// <summary>The array takes its time.</summary>
    ArraySlow = 1 << 15,
    /// <summary>The array starts again and forgets its exports.</summary>
    ArrayRestart = 1 << 16,
    /// <summary>Clocks differ, within what is allowed for.</summary>
    ClockSkew = 1 << 17,
    /// <summary>An export is on the array that nothing records.</summary>
    Leftover = 1 << 18,
    /// <summary>An activation of the project ends at a fault point.</summary>
    ProjectCrash = 1 << 19,
    /// <summary>The project is activated a second time while the first goes on.</summary>
    ProjectTwice = 1 << 20,
    /// <summary>What serves a client's call ends while quota is held for it.</summary>
    ApiCrash = 1 << 21,
    /// <summary>The reconciler ends at a fault point and begins again later.</summary>
    ReconcilerCrash = 1 << 22,
    /// <summary>Another installation finds the array and takes it for its own.</summary>
    SecondInstallation = 1 << 23,
    /// <summary>When all is at rest, the database is put back to what it was at some moment before; clients, and then an operator, go on with that.</summary>
    RecordRestored = 1 << 24,
}
