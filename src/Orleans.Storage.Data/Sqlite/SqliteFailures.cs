using System.Data.Common;
using Microsoft.Data.Sqlite;
using OrleansStorage.Data.Failures;
using SQLitePCL;

namespace OrleansStorage.Data.Sqlite;

/// <summary>
/// Reads what SQLite says when it does not do what it is asked. Every write of ours is in a transaction that is rolled back then.
/// </summary>
internal static class SqliteFailures
{
    /// <summary>The failure that an exception stands for.</summary>
    public static DatabaseFailure Read(DbException exception)
    {
        if (exception is not SqliteException e) return new(DatabaseCause.Unexpected, false, exception.Message.ReplaceLineEndings(" "));
        var (cause, untouched) = e.SqliteErrorCode switch
        {
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (DatabaseCause.Locked, true),
            raw.SQLITE_READONLY => (DatabaseCause.ReadOnly, true),
            raw.SQLITE_FULL => (DatabaseCause.DiskFull, true),
            // The log's index grows as a file too, and has no word of its own for a full disk.
            raw.SQLITE_IOERR when e.SqliteExtendedErrorCode is raw.SQLITE_IOERR_SHMSIZE or raw.SQLITE_IOERR_WRITE =>
                (DatabaseCause.DiskFull, true),
            raw.SQLITE_CANTOPEN => (DatabaseCause.Unreachable, true),
            raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_NOTADB => (DatabaseCause.Refused, true),
            _ => (DatabaseCause.Unexpected, false),
        };
        return new(cause, untouched, e.Message.ReplaceLineEndings(" "));
    }
}
