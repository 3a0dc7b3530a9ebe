namespace OrleansStorage.Histories.Checking;

/// <summary>What a checker says of a history.</summary>
public enum Verdict
{
    /// <summary>Everything that it looks at is as it must be.</summary>
    Ok,
    /// <summary>Something is not.</summary>
    Violated,
    /// <summary>It cannot tell: its steps were used up, or the part that it needs was not recorded. Never to be read as ok.</summary>
    Inconclusive,
}
