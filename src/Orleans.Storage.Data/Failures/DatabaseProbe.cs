using System.Data.Common;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// Learns whether a write would be done now, by doing one. Those who ask at the same moment share it, and nobody waits for a database that
/// does not answer. Safe from any thread.
/// </summary>
internal sealed class DatabaseProbe(IDatabaseDialect dialect, TimeProvider time)
{
    private const string Write =
        "INSERT INTO storage_probe AS kept (slot, times) VALUES (@slot, 1) ON CONFLICT (slot) DO UPDATE SET times = kept.times + 1";
    private const string Fill = "UPDATE storage_probe SET filler = @filler WHERE slot = @slot";
    private const int FillerBytes = 512 * 1024;

    /// <summary>So few that silos seldom share one, and none leaves much behind.</summary>
    private const int Slots = 64;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(1_500);
    private static readonly TimeSpan AnswerLasts = TimeSpan.FromMilliseconds(500);
    private readonly Lock _gate = new();
    private readonly int _slot = Random.Shared.Next(Slots);
    private Task<DatabaseFailure?>? _open;
    private long _asked;
    private long _silentSince;

    /// <summary>For how long looks have had no answer at all; zero when the last one had one.</summary>
    public TimeSpan Silence => Interlocked.Read(ref _silentSince) is > 0 and var since ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Null when a write was done; else why not. Answers within a second or two, whatever the database does.</summary>
    public async Task<DatabaseFailure?> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Ask().WaitAsync(Limit, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            var late = new DatabaseFailure(DatabaseCause.NoAnswer, false, $"no answer to a write within {Limit.TotalSeconds:F1} s");
            dialect.Guard.Condition.Failed(late, "a look whether writes are done");
            return late;
        }
    }

    private Task<DatabaseFailure?> Ask()
    {
        lock (_gate)
        {
            if (_open is null || (_open.IsCompleted && time.GetElapsedTime(_asked) > AnswerLasts))
                (_open, _asked) = (NotedAsync(), time.GetTimestamp());
            return _open;
        }
    }

    private async Task<DatabaseFailure?> NotedAsync()
    {
        Interlocked.CompareExchange(ref _silentSince, time.GetTimestamp(), 0);
        var failure = await WriteAsync().ConfigureAwait(false);
        if (failure is not { Cause: DatabaseCause.NoAnswer }) Interlocked.Exchange(ref _silentSince, 0);
        return failure;
    }

    private async Task<DatabaseFailure?> WriteAsync()
    {
        var guard = dialect.Guard;
        try
        {
            await dialect.ExecuteAsync(Write, new { slot = _slot }, CancellationToken.None).ConfigureAwait(false);
            if (guard.Condition.Last is { Cause: DatabaseCause.DiskFull }) await TakeSpaceAsync().ConfigureAwait(false);
            guard.Condition.Wrote();
            return null;
        }
        catch (DbException e)
        {
            return guard.Note(e, "a look whether writes are done");
        }
    }

    /// <summary>A row of a few bytes fits where there was one before; the next volume does not.</summary>
    private async Task TakeSpaceAsync()
    {
        var filler = new byte[FillerBytes];
        Random.Shared.NextBytes(filler); // What can be compressed takes no space.
        await dialect.ExecuteAsync(Fill, new { slot = _slot, filler }, CancellationToken.None).ConfigureAwait(false);
        await dialect.ExecuteAsync(Fill, new { slot = _slot, filler = (byte[]?)null }, CancellationToken.None).ConfigureAwait(false);
    }
}
