using System.Diagnostics;
using System.Net;

namespace OrleansStorage.Testing.Cluster;

/// <summary>
/// A client of the cluster's APIs as a compute service is one: it asks any silo, and another one when that is away, silent or says that it cannot now. What it is told by 4xx it believes. Safe from any
/// thread.
/// </summary>
public sealed class ClusterClient : IDisposable
{
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AvoidedFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);
    private readonly ApiClient[] _apis;
    private readonly long[] _failedAt;
    private readonly TimeSpan _patience;
    private int _next;
    private int _failures;

    /// <summary>For the silos at these URLs; a call that none of them serves in time fails.</summary>
    public ClusterClient(IEnumerable<Uri> urls, TimeSpan patience)
    {
        _apis = [.. urls.Select(u => new ApiClient(u))];
        _failedAt = new long[_apis.Length];
        _patience = patience;
    }

    /// <summary>Told of every call that was not served at the first try, once it is served: what it was, how long it took, what went wrong last.</summary>
    public Action<string, TimeSpan, string>? Repeated { get; set; }

    /// <summary>How many tries failed so far.</summary>
    public int Failures => Volatile.Read(ref _failures);

    /// <summary>Calls until it is served or refused.</summary>
    /// <exception cref="TimeoutException">No silo served it in time; the message has the last failure.</exception>
    public async Task<ApiAnswer> CallAsync(string what, Func<ApiClient, Task<ApiAnswer>> call)
    {
        var clock = Stopwatch.StartNew();
        string? last = null;
        while (clock.Elapsed < _patience)
        {
            var silo = NextSilo();
            var (answer, failure) = await TryAsync(_apis[silo], call);
            if (answer is not null)
            {
                if (last is not null) Repeated?.Invoke(what, clock.Elapsed, last);
                return answer;
            }
            last = failure;
            Volatile.Write(ref _failedAt[silo], Stopwatch.GetTimestamp());
            Interlocked.Increment(ref _failures);
            await Task.Delay(BetweenTries);
        }
        throw new TimeoutException($"{what} was not served within {_patience.TotalSeconds:0} s: {last}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var api in _apis) api.Dispose();
    }

    /// <summary>The next in turn that has not failed lately; the next in turn when all have.</summary>
    private int NextSilo()
    {
        for (var i = 0; i < _apis.Length; i++)
        {
            var silo = (int)((uint)Interlocked.Increment(ref _next) % _apis.Length);
            var failedAt = Volatile.Read(ref _failedAt[silo]);
            if (failedAt == 0 || Stopwatch.GetElapsedTime(failedAt) > AvoidedFor) return silo;
        }
        return (int)((uint)Interlocked.Increment(ref _next) % _apis.Length);
    }

    private static async Task<(ApiAnswer? Answer, string? Failure)> TryAsync(ApiClient api, Func<ApiClient, Task<ApiAnswer>> call)
    {
        try
        {
            var answer = await call(api).WaitAsync(TryTimeout);
            return (int)answer.Status < (int)HttpStatusCode.InternalServerError ? (answer, null) : (null, $"{(int)answer.Status} {answer.Text}");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return (null, e.Message);
        }
    }
}
