using System.Data.Common;
using OrleansStorage.Errors;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// What every call of the database goes through: it ends in time without the database's help, and a failure becomes this product's own
/// error, so that no exception of a database's client crosses a grain call.
/// Safe from any thread.
/// </summary>
/// <param name="read">Reads a failure of this kind of database.</param>
/// <param name="condition">Learns how calls ended.</param>
/// <param name="time">The clock.</param>
internal sealed class DatabaseGuard(Func<DbException, DatabaseFailure> read, DatabaseCondition condition, TimeProvider time)
{
    /// <summary>Longer than the client's own limits: they come first, and know more.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whoever asks a database that has been silent for so long would wait as long as those before him, on a connection that others need
    /// when it is back.
    /// </summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);

    /// <summary>For how long the database has been silent, as the looks at it found; without looks it never is.</summary>
    public Func<TimeSpan> Silence { get; set; } = static () => TimeSpan.Zero;

    /// <summary>How the database was found last.</summary>
    public DatabaseCondition Condition => condition;

    /// <summary>Runs what changes nothing.</summary>
    /// <exception cref="StorageException">The database did not do it.</exception>
    public async Task<T> ReadAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        ThrowIfSilent("a read");
        try
        {
            return await call().WaitAsync(LongestRead, time, cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw ToException(read(e) with { Untouched = true }, "a read");
        }
        catch (TimeoutException)
        {
            throw ToException(Late(LongestRead) with { Untouched = true }, "a read");
        }
    }

    /// <summary>Runs what may change something.</summary>
    /// <param name="call">The call.</param>
    /// <param name="of">What is written, for the log.</param>
    /// <exception cref="StorageException">It was not done, or nobody knows.</exception>
    public async Task<T> WriteAsync<T>(Func<Task<T>> call, string of)
    {
        ThrowIfSilent(of);
        try
        {
            var result = await call().WaitAsync(LongestWrite, time).ConfigureAwait(false);
            condition.Wrote();
            return result;
        }
        catch (DbException e)
        {
            throw ToException(read(e), of);
        }
        catch (TimeoutException)
        {
            throw ToException(Late(LongestWrite), of);
        }
    }

    /// <summary>Notes a failure of a call that went by itself; what it was.</summary>
    public DatabaseFailure Note(DbException exception, string of)
    {
        var failure = read(exception);
        condition.Failed(failure, of);
        return failure;
    }

    /// <summary>The same error for what did not come by way of this, such as Orleans' own tables.</summary>
    public StorageException ToException(DbException exception) => ToException(read(exception), "Orleans' tables");

    private void ThrowIfSilent(string of)
    {
        if (Silence() is var silence && silence > LongestSilence) throw ToException(Late(silence) with { Untouched = true }, of);
    }

    private static DatabaseFailure Late(TimeSpan limit) =>
        new(DatabaseCause.NoAnswer, false, $"no answer within {limit.TotalSeconds:F0} s");

    private StorageException ToException(DatabaseFailure failure, string of)
    {
        condition.Failed(failure, of);
        return DatabaseCauses.ErrorOf(failure).ToException();
    }
}
