namespace OrleansStorage.Histories.Checking;

/// <summary>What must hold. S: in every state. L: once faults have stopped.</summary>
public enum Invariant
{
    /// <summary>The answers are those of one volume that serves one call after another.</summary>
    Linearizable,
    /// <summary>Every export on the array has a live owner or an open intent.</summary>
    S1,
    /// <summary>At most one export per volume and initiator; its target never changes.</summary>
    S2,
    /// <summary>A LUN of a target belongs to one export, and rests before another gets it.</summary>
    S3,
    /// <summary>An acknowledged attachment is there until somebody ends it.</summary>
    S4,
    /// <summary>One instance at a time owns a volume that is not multi-attach; two hosts only while that instance moves.</summary>
    S5,
    /// <summary>An export is removed only after its last owner.</summary>
    S6,
    /// <summary>An attachment that moves has a path at every moment.</summary>
    S7,
    /// <summary>Reading a connection changes neither array nor record.</summary>
    S8,
    /// <summary>Nobody is told of a path that the array did not have at some moment of the call.</summary>
    S9,
    /// <summary>Epochs only grow; the array does nothing under an older one, without an intent on record, or after its deadline.</summary>
    S10,
    /// <summary>A failed export for one host changes nothing for another.</summary>
    S11,
    /// <summary>A volume is not removed while it is exported.</summary>
    S12,
    /// <summary>The same call again gets the same answer.</summary>
    S13,
    /// <summary>No secret is shown.</summary>
    S14,
    /// <summary>An array object without our mark is never touched.</summary>
    S15,
    /// <summary>A project has no more than its quotas allow.</summary>
    S16,
    /// <summary>A target number is given once.</summary>
    S17,
    /// <summary>Nobody changes an array but its owner.</summary>
    S18,
    /// <summary>A record that is behind its array changes nothing there, and no epoch is used twice.</summary>
    S19,
    /// <summary>Every operation is settled.</summary>
    L1,
    /// <summary>The array shows what is recorded, and recorded is what attachments need.</summary>
    L2,
    /// <summary>Every call ends.</summary>
    L3,
    /// <summary>An attach waits no longer than its share of the array's turns.</summary>
    L4,
    /// <summary>A breaker that opened closes again.</summary>
    L5,
    /// <summary>Quota that nobody uses is free again.</summary>
    L6,
}
