using System.Collections.Concurrent;
using System.Net;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.Cluster.Tests;

/// <summary>
/// One instance with one volume, as Nova treats it: attach, migrate to another host, detach, again and again. An attachment is acknowledged from the answer of its connect until its end is asked for.
/// </summary>
internal sealed class Tenant(ClusterClient client, string backend, string volume, int number)
{
    private readonly Guid _instance = Guid.NewGuid();
    private readonly ConcurrentQueue<string> _repeats = [];
    private int _cycles;

    public string Backend => backend;

    public string Volume => volume;

    /// <summary>Attachments that were acknowledged and not ended, and the host of each.</summary>
    public ConcurrentDictionary<string, string> Acknowledged { get; } = [];

    /// <summary>Calls that were not served at the first try: what, how long, why.</summary>
    public IReadOnlyCollection<string> Repeats => _repeats;

    /// <summary>How many tries of calls failed.</summary>
    public int Failures => client.Failures;

    /// <summary>How many whole cycles were served.</summary>
    public int Cycles => Volatile.Read(ref _cycles);

    /// <summary>Works until it is told to stop, which it does after the call that is under way.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        client.Repeated = (what, took, why) => _repeats.Enqueue($"{what} took {took.TotalSeconds:F1} s: {why}");
        var steps = Cycle().GetAsyncEnumerator(CancellationToken.None);
        while (!stopping.IsCancellationRequested && await steps.MoveNextAsync())
        {
        }
    }

    /// <summary>A step is one call that was served.</summary>
    private async IAsyncEnumerable<bool> Cycle()
    {
        var (here, there) = ($"host{number}a", $"host{number}b");
        while (true)
        {
            var source = await ClaimAsync(null);
            yield return true;
            Expect(HttpStatusCode.OK, "connect", await client.CallAsync($"connect {source}", api => api.ConnectAsync(source, here)));
            Acknowledged[source] = here;
            yield return true;
            await CompleteAsync(source);
            yield return true;
            var destination = await ClaimAsync(there);
            Acknowledged[destination] = there;
            yield return true;
            await CompleteAsync(destination);
            yield return true;
            await DetachAsync(source);
            yield return true;
            await DetachAsync(destination);
            Interlocked.Increment(ref _cycles);
            yield return true;
        }
    }

    private async Task CompleteAsync(string attachment) => Expect(HttpStatusCode.NoContent, "complete", await client.CallAsync($"complete {attachment}",
        api => api.PostAsync($"attachments/{attachment}/action", new Dictionary<string, object> { ["os-complete"] = new { } })));

    private async Task DetachAsync(string attachment)
    {
        Acknowledged.TryRemove(attachment, out _);
        var answer = await client.CallAsync($"detach {attachment}", api => api.DeleteAsync($"attachments/{attachment}"));
        // An earlier try may have done it.
        Expect(answer.Status == HttpStatusCode.NotFound ? HttpStatusCode.NotFound : HttpStatusCode.OK, "detach", answer);
    }

    /// <summary>
    /// Claims the volume for the instance, and connects a host in the same call if one is named, as a live migration does. Each claim has a key: a try whose answer was lost, or that a stopped silo takes
    /// up when nobody waits for it any more, means the same attachment as the try that was served.
    /// </summary>
    private async Task<string> ClaimAsync(string? host)
    {
        var key = ("Idempotency-Key", Guid.NewGuid().ToString());
        var claim = new { attachment = new { volume_uuid = volume, instance_uuid = _instance, connector = host is null ? null : ApiClient.Connector(host) } };
        var answer = await client.CallAsync($"claim {volume}", api => api.SendAsync(HttpMethod.Post, "attachments", claim, key));
        return Expect(HttpStatusCode.OK, "claim", answer).GetProperty("attachment").GetProperty("id").GetString()!;
    }

    private System.Text.Json.JsonElement Expect(HttpStatusCode status, string what, ApiAnswer answer)
    {
        Assert.True(answer.Status == status, $"{what} of {volume} ({backend}): {(int)status} was expected, {(int)answer.Status} came: {answer.Text}; repeated before: {string.Join("; ", _repeats)}");
        return answer.Text.Length == 0 ? default : answer.Json;
    }
}
