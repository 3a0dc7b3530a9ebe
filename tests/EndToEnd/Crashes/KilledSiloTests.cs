using System.Collections.Concurrent;
using System.Net;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Crashes;

/// <summary>kill -9 of the silo in the middle of its work, then a restart on the same data: what was acknowledged is there, and the array shows what is recorded.</summary>
public sealed class KilledSiloTests : IAsyncLifetime
{
    private const int Workers = 12;
    private readonly TemporaryDirectory _directory = new();
    private readonly ConcurrentDictionary<string, string> _acknowledged = new();
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _calls;
    private int _killAfterCalls;

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _directory.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData(60, 0)]
    [InlineData(150, 20)]
    [InlineData(333, 5)]
    public async Task Kill_InTheMiddleOfAttaches_LosesNoAcknowledgedAttachmentAndLeavesTheArrayAsRecorded(int killAfterCalls, int latencyMs)
    {
        _killAfterCalls = killAfterCalls;
        var settings = new SiloSettings
        {
            DataDirectory = _directory.FullPath,
            More = new Dictionary<string, string>
            {
                ["Storage:Operations:ExportTimeoutMs"] = "2000",
                ["Storage:Backends:0:Name"] = "sim",
                ["Storage:Backends:0:Driver"] = "Simulated",
                ["Storage:Backends:0:Options:LatencyMs"] = latencyMs.ToString(System.Globalization.CultureInfo.InvariantCulture),
            },
        };
        await using (var silo = await SiloProcess.StartAsync(settings))
        {
            using var api = new ApiClient(silo.Url);
            (await api.PutAsync($"os-quota-sets/{api.Project}", new { quota_set = new { volumes = -1, gigabytes = -1 } })).Expect(HttpStatusCode.OK);
            var volumes = await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => api.CreateVolumeAsync()));
            var working = Task.WhenAll(volumes.Select((v, i) => WorkAsync(api, v, i)));
            await _enough.Task.WaitAsync(TimeSpan.FromSeconds(60));
            await silo.KillAsync();
            await working;
        }

        await using var again = await SiloProcess.StartAsync(settings);
        using var check = new ApiClient(again.Url);
        await check.WaitUntilArrayShowsWhatIsRecordedAsync();
        var exports = (await check.BackendsAsync()).SelectMany(b => b.Exports).ToHashSet();
        foreach (var (attachment, export) in _acknowledged)
        {
            var shown = (await check.GetAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK).GetProperty("attachment");
            Assert.True(shown.GetProperty("connection_info").TryGetProperty("target_iqn", out _), $"The acknowledged attachment {attachment} has lost its connection.");
            Assert.Contains(export, exports);
        }
    }

    /// <summary>reserve, connect, complete, delete, until the silo is gone. An attachment is acknowledged from the answer of its connect until its delete is sent.</summary>
    private async Task WorkAsync(ApiClient api, string volume, int worker)
    {
        var host = $"host{worker:D2}";
        try
        {
            while (true)
            {
                var attachment = await api.ReserveAsync(volume);
                (await api.ConnectAsync(attachment, host)).Expect(HttpStatusCode.OK);
                _acknowledged[attachment] = $"{volume} {ApiClient.Initiator(host)}";
                Count();
                (await api.PostAsync($"attachments/{attachment}/action", new Dictionary<string, object> { ["os-complete"] = new { } })).Expect(HttpStatusCode.NoContent);
                Count();
                _acknowledged.TryRemove(attachment, out _);
                (await api.DeleteAsync($"attachments/{attachment}")).Expect(HttpStatusCode.OK);
                Count();
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            // The silo is gone.
        }
    }

    private void Count()
    {
        if (Interlocked.Increment(ref _calls) == _killAfterCalls) _enough.SetResult();
    }
}
