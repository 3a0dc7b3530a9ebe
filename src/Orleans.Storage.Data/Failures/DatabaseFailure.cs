namespace OrleansStorage.Data.Failures;

/// <summary>One failure of the database. Immutable.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Untouched">Whether what was asked has surely not been done, so that it may be asked again as if it never was.</param>
/// <param name="Detail">What the database or its client said, in one line; it may name tables and hosts, so it is for the log
/// alone.</param>
internal sealed record DatabaseFailure(DatabaseCause Cause, bool Untouched, string Detail)
{
    /// <summary>All that an operator is told, in one line.</summary>
    public string Told => $"{DatabaseCauses.Of(Cause).Text} ({Detail}). {DatabaseCauses.Of(Cause).Remedy}.";
}
