using System.Data.Common;
using Npgsql;
using OrleansStorage.Data.Failures;

namespace OrleansStorage.Data.PostgreSql;

/// <summary>Reads what PostgreSQL, a PgBouncer before it, and their client say when they do not do what they are asked.</summary>
internal static class PostgreSqlFailures
{
    /// <summary>The failure that an exception stands for.</summary>
    public static DatabaseFailure Read(DbException exception) => exception switch
    {
        NotConnectedException e => Read(e.InnerException!) is var failure && failure.Cause is DatabaseCause.Lost or DatabaseCause.Unexpected
            ? failure with { Cause = DatabaseCause.Unreachable, Untouched = true }
            : failure with { Untouched = true },
        _ => Read((Exception)exception),
    };

    private static DatabaseFailure Read(Exception exception) => exception switch
    {
        PostgresException e => OfState(e),
        NpgsqlException e when e.Message.StartsWith("The connection pool has been exhausted", StringComparison.Ordinal) =>
            new(DatabaseCause.TooManyConnections, true, "this silo's own pool is used up"),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException =>
            new(DatabaseCause.NoAnswer, false, OneLine(exception.Message)),
        _ when exception.InnerException is System.Net.Sockets.SocketException or IOException =>
            new(DatabaseCause.Lost, false, OneLine(exception.InnerException.Message)),
        _ => new(DatabaseCause.Unexpected, false, OneLine(exception.Message)),
    };

    /// <summary>
    /// An error that the server answers ends its statement's transaction; what ends the session instead may have come after the commit.
    /// </summary>
    private static DatabaseFailure OfState(PostgresException e)
    {
        var (cause, untouched) = e.SqlState switch
        {
            PostgresErrorCodes.ReadOnlySqlTransaction => (DatabaseCause.ReadOnly, true),
            PostgresErrorCodes.CannotConnectNow => (DatabaseCause.Starting, true),
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => (DatabaseCause.Starting, false),
            PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.ConfigurationLimitExceeded =>
                (DatabaseCause.TooManyConnections, true),
            PostgresErrorCodes.DiskFull => (DatabaseCause.DiskFull, true),
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
                (DatabaseCause.Locked, true),
            PostgresErrorCodes.QueryCanceled => (DatabaseCause.NoAnswer, true),
            PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.InvalidSqlStatementName => (DatabaseCause.Pooler, true),
            PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege => (DatabaseCause.Refused, true),
            PostgresErrorCodes.ProtocolViolation => OfPooler(e.MessageText),
            var state when state.StartsWith("28", StringComparison.Ordinal) => (DatabaseCause.Refused, true),
            var state when state.StartsWith("08", StringComparison.Ordinal) => (DatabaseCause.Lost, false),
            _ => (DatabaseCause.Unexpected, true),
        };
        return new(cause, untouched, $"{e.SqlState}: {OneLine(e.MessageText)}");
    }

    /// <summary>PgBouncer says all that it has to say under one code.</summary>
    private static (DatabaseCause Cause, bool Untouched) OfPooler(string message) => message switch
    {
        _ when Says(message, "unsupported startup parameter") => (DatabaseCause.Pooler, true),
        _ when Says(message, "no more connections") || Says(message, "query_wait_timeout") || Says(message, "too many connections") =>
            (DatabaseCause.TooManyConnections, true),
        _ when Says(message, "shutting down") || Says(message, "server conn crashed") => (DatabaseCause.Lost, false),
        _ when Says(message, "password") || Says(message, "auth") || Says(message, "no such") => (DatabaseCause.Refused, true),
        _ => (DatabaseCause.Unreachable, false),
    };

    private static bool Says(string message, string words) => message.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
