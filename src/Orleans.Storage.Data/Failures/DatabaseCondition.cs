using Microsoft.Extensions.Logging;
using OrleansStorage.Errors;

namespace OrleansStorage.Data.Failures;

/// <summary>
/// How the database was found last, and what is said of it: one line a cause and minute, however many calls fail. Safe from any thread.
/// </summary>
/// <param name="logger">Where it is said.</param>
/// <param name="time">The clock.</param>
/// <param name="failed">Told of each failure: what the failure says of the connections that are kept.</param>
internal sealed partial class DatabaseCondition(ILogger logger, TimeProvider time, Action<DatabaseFailure> failed)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly Dictionary<(DatabaseCause, bool), (long At, int Since)> _said = [];
    private volatile DatabaseFailure? _last;
    private long _since;
    private int _calls;
    private bool _told;

    /// <summary>Why writes are not done; null when the last one was.</summary>
    public DatabaseFailure? Last => _last;

    /// <summary>A call failed.</summary>
    public void Failed(DatabaseFailure failure, string of)
    {
        failed(failure);
        int? others;
        var request = RequestTrace.Current;
        lock (_gate)
        {
            if (DatabaseCauses.Of(failure.Cause).Passes)
            {
                if (_last is null) (_since, _calls, _told) = (time.GetTimestamp(), 0, false);
                (_last, _calls) = (failure, _calls + 1);
            }
            others = OthersSinceLine((failure.Cause, request is not null));
            _told |= others is not null;
        }
        if (others is { } count) LogFailed(logger, failure.Told, of, request ?? "no request", count);
    }

    /// <summary>A write was done.</summary>
    public void Wrote()
    {
        if (_last is null) return;
        TimeSpan lasted;
        lock (_gate)
        {
            if (_last is null) return;
            _last = null;
            lasted = time.GetElapsedTime(_since);
            if (!_told) return;
        }
        LogAgain(logger, lasted.TotalSeconds, _calls);
    }

    /// <summary>
    /// How many calls failed of this cause since the line that was said last; null when it is too early for another. Requests have lines
    /// apart from what the silo does by itself: somebody looks for his.
    /// </summary>
    private int? OthersSinceLine((DatabaseCause, bool) cause)
    {
        var now = time.GetTimestamp();
        var known = _said.TryGetValue(cause, out var said);
        if (known && time.GetElapsedTime(said.At, now) < BetweenLines)
        {
            _said[cause] = (said.At, said.Since + 1);
            return null;
        }
        _said[cause] = (now, 0);
        return said.Since;
    }

    [LoggerMessage(1701, LogLevel.Error, "{Failure} Asked for: {Of}, by {RequestId}; {Others} more calls failed so since this was said last")]
    private static partial void LogFailed(ILogger logger, string failure, string of, string requestId, int others);

    [LoggerMessage(1702, LogLevel.Information, "The database takes writes again, after {Seconds:F0} s in which {Calls} calls failed")]
    private static partial void LogAgain(ILogger logger, double seconds, int calls);
}
