using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansStorage.Api.Requests;
using OrleansStorage.Errors;

namespace OrleansStorage.Api.Errors;

/// <summary>
/// Says why requests are not served, one line a cause and minute however many there are, with the last one's id and path and what an
/// operator can do. Safe from any thread.
/// </summary>
internal sealed partial class FailureLog(TimeProvider time, ILogger<FailureLog> logger)
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>A request was answered with a fault. What the caller did is not logged; a defect is, each time and in full.</summary>
    public void Note(ApiRequest request, Exception exception, ApiFault fault)
    {
        switch (exception is ApiException { InnerException: { } cause } ? cause : exception)
        {
            case StorageException { Error.Reason: ErrorReason.Database } or ApiException:
                break; // The database has a line of its own.
            case StorageException { Error: var error } when fault.Status >= 500 && error.Kind != ErrorKind.Bug:
                NotServed(request, fault, $"{error.Kind} {error.Reason}", ErrorTable.RemedyOf(error));
                break;
            case TimeoutException or OrleansException:
                NotServed(request, fault, exception.GetType().Name, "A silo is lost, stopped or too busy; its own log says which.");
                break;
            case var _ when fault.Status == 500:
                LogDefect(exception, request.RequestId, request.Http.Request.Path);
                break;
        }
    }

    private void NotServed(ApiRequest request, ApiFault fault, string cause, string remedy)
    {
        if (_lines.GetOrAdd(cause, _ => new()).Next(time) is not { } others) return;
        LogNotServed(logger, fault.Status, request.Http.Request.Method, request.Http.Request.Path, request.RequestId, fault.Message, remedy, others);
    }

    [LoggerMessage(1801, LogLevel.Warning, "{Status} for {Method} {Path}, {RequestId}: {Message} {Remedy} {Others} more requests were answered so since this was said last")]
    private static partial void LogNotServed(ILogger logger, int status, string method, string path, string requestId, string message, string remedy, int others);

    [LoggerMessage(1802, LogLevel.Error, "Request {RequestId} to {Path} failed.")]
    private partial void LogDefect(Exception exception, string requestId, string path);

    private sealed class Line
    {
        private readonly Lock _gate = new();
        private long? _said;
        private int _others;

        /// <summary>How many there were since the last line; null when it is too early for another.</summary>
        public int? Next(TimeProvider time)
        {
            lock (_gate)
            {
                if (_said is { } said && time.GetElapsedTime(said) < BetweenLines)
                {
                    _others++;
                    return null;
                }
                var others = _others;
                (_said, _others) = (time.GetTimestamp(), 0);
                return others;
            }
        }
    }
}
