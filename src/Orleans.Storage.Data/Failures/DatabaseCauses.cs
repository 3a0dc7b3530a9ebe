using OrleansStorage.Errors;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// The one table of what a failure of the database comes to: whether it passes by itself, when a repetition has a chance, what callers are
/// told, and what an operator can do.
/// </summary>
internal static class DatabaseCauses
{
    private const string Database = "Storage:Database:ConnectionString";

    /// <summary>A line of the table. Immutable.</summary>
    /// <param name="Passes">Whether it can end without anybody changing what is asked or configured.</param>
    /// <param name="RetryAfterSeconds">When a repetition has a chance, in seconds.</param>
    /// <param name="Text">What is so, as a sentence without an end: for callers and the log.</param>
    /// <param name="Remedy">What an operator can do.</param>
    internal sealed record Line(bool Passes, int RetryAfterSeconds, string Text, string Remedy);

    /// <summary>The line of a cause.</summary>
    public static Line Of(DatabaseCause cause) => cause switch
    {
        DatabaseCause.ReadOnly => new(true, 5, "The database takes no writes now",
            $"Make it writable, or let {Database} lead to the primary"),
        DatabaseCause.Starting => new(true, 5, "The database is starting or stopping", "Wait for it; its own log says what it does"),
        DatabaseCause.Unreachable => new(true, 5, "The database cannot be reached", $"Start it, or correct host and port in {Database}"),
        DatabaseCause.TooManyConnections => new(true, 2, "The database gives no more connections now",
            $"Raise its max_connections, or give each silo fewer (Maximum Pool Size in {Database})"),
        DatabaseCause.DiskFull => new(true, 30, "The database has no space left", "Free space on its disk; nothing else is needed"),
        DatabaseCause.Locked => new(true, 2, "The database is locked by another",
            "End what holds the lock: a backup, a shell, another program on its file"),
        DatabaseCause.NoAnswer => new(true, 5, "The database does not answer", "Look whether its machine, disk or network hangs"),
        DatabaseCause.Lost => new(true, 1, "The connection to the database was lost",
            "Its own log says why it ended; nothing is needed when it has restarted"),
        DatabaseCause.Pooler => new(false, 0, "A pooler stands before the database that this silo was not told of",
            "Behind PgBouncer in transaction mode set Storage:Database:Pooler to Transaction, and take Options out of the connection string"),
        DatabaseCause.Refused => new(false, 0, "The database refuses this silo",
            $"Correct user, password and database in {Database}, and grant the user what the message names"),
        _ => new(false, 0, "The database answered with an error", "Report it with this line"),
    };

    /// <summary>What a caller is told.</summary>
    public static StorageError ErrorOf(DatabaseFailure failure)
    {
        var line = Of(failure.Cause);
        if (!line.Passes) return new(ErrorKind.Bug, ErrorReason.Database, line.Text + ".");
        var retryAfter = TimeSpan.FromSeconds(line.RetryAfterSeconds);
        return failure.Untouched
            ? new(ErrorKind.Busy, ErrorReason.Database, $"{line.Text}; nothing was done. Repeat the request.", retryAfter)
            : new(ErrorKind.Unknown, ErrorReason.Database, $"{line.Text}; what was asked may have been done or not. Repeat the request.", retryAfter);
    }
}
