namespace OrleansStorage.Simulation;

/// <summary>Deliberate faults of the protocol, put between the product's classes by the simulator; the product's assemblies know none of them.</summary>
internal enum Mutant
{
    None,
    /// <summary>The intent is kept in memory only: the write before the array is touched is dropped.</summary>
    IntentWriteDropped,
    /// <summary>A write does not look whether somebody else wrote.</summary>
    ETagIgnored,
    /// <summary>Answers without a write are not confirmed by the record.</summary>
    StaleAnswers,
    /// <summary>An intent that is found is taken up at once, its deadline not waited out.</summary>
    DeadlineIgnored,
    /// <summary>A call goes on on the array after its deadline.</summary>
    ArrayCallOutlivesDeadline,
    /// <summary>What may have happened is taken for what did not.</summary>
    UnknownIsFailure,
    /// <summary>A repetition that failed is taken to say that the try before it failed too.</summary>
    RepetitionForgotten,
    /// <summary>An export that is there is an error.</summary>
    AlreadyExistsIsFailure,
    /// <summary>A half-made export is taken for a whole one.</summary>
    HalfIsWhole,
    /// <summary>Exports are counted instead of owned: removed when as many removals as creations came.</summary>
    CounterNotOwners,
    /// <summary>A LUN is given again at once.</summary>
    LunReusedAtOnce,
    /// <summary>An export that fails takes all exports of the volume away.</summary>
    FailedExportRemovesAll,
    /// <summary>A removal that failed is taken as done.</summary>
    FailedRemovalIsDone,
    /// <summary>Reading a connection exports again.</summary>
    ReadExports,
    /// <summary>The reconciler removes what is not on record, marked or not.</summary>
    ReconcilerRemovesUnmarked,
    /// <summary>The reconciler reads a volume and then removes its orphan by itself.</summary>
    OrphanRemovedFromOutside,
    /// <summary>The epoch of an intent that is taken up again stays the same.</summary>
    EpochReused,
    /// <summary>A driver tells a host's secret in its message.</summary>
    SecretTold,
    /// <summary>Quota is promised and the promise not written down.</summary>
    PromiseWriteDropped,
    /// <summary>What a project uses is counted from a picture that is older than the count.</summary>
    StaleCount,
    /// <summary>A snapshot is made whatever its volume's size is by then.</summary>
    SnapshotOfAnySize,
    /// <summary>Target numbers are given and not set aside on record.</summary>
    NumbersNotWritten,
    /// <summary>Every volume is served as if it were multi-attach.</summary>
    SharedByEverybody,
    /// <summary>Nobody looks whose the array is.</summary>
    OwnerIgnored,
    /// <summary>A call does not say which epoch its record knows of.</summary>
    KnownEpochDropped,
    /// <summary>Whom the array lets in is forgotten when a record is brought together with it.</summary>
    RecoveryForgetsHosts,
    /// <summary>Nobody looks for operations that died or exports that are missing.</summary>
    NoReconciler,
}
