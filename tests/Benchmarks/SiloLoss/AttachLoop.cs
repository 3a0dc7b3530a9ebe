using System.Diagnostics;
using System.Net;
using OrleansStorage.Testing;

namespace OrleansStorage.Benchmarks.SiloLoss;

/// <summary>One volume that is attached and detached all the time through the silos that stay; notes each try. One task uses it.</summary>
internal sealed class AttachLoop(IReadOnlyList<ApiClient> apis, string volume, string host)
{
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BetweenCycles = TimeSpan.FromMilliseconds(200);
    private readonly Guid _instance = Guid.NewGuid();
    private readonly List<CallSample> _samples = [];
    private int _next;

    public string Volume => volume;

    /// <summary>Every try so far; read it when the loop has ended.</summary>
    public IReadOnlyList<CallSample> Samples => _samples;

    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var claim = await ServedAsync(false, api => api.PostAsync("attachments", new { attachment = new { volume_uuid = volume, instance_uuid = _instance } }), stopping);
            if (claim is null) return;
            var attachment = claim.Json.GetProperty("attachment").GetProperty("id").GetString()!;
            await ServedAsync(true, api => api.ConnectAsync(attachment, host), stopping);
            await ServedAsync(false, api => api.DeleteAsync($"attachments/{attachment}"), stopping);
            await Task.Delay(BetweenCycles, CancellationToken.None);
        }
    }

    /// <summary>Tries until it is served; null when it was told to stop before.</summary>
    private async Task<ApiAnswer?> ServedAsync(bool isAttach, Func<ApiClient, Task<ApiAnswer>> call, CancellationToken stopping)
    {
        while (true)
        {
            var start = Stopwatch.GetTimestamp();
            var answer = await TryAsync(apis[(int)((uint)_next++ % apis.Count)], call);
            var served = answer is { Status: < HttpStatusCode.InternalServerError };
            _samples.Add(new(start, Stopwatch.GetTimestamp(), isAttach, served, served ? null : answer is null ? "no answer" : $"{(int)answer.Status}"));
            if (served) return answer;
            if (stopping.IsCancellationRequested) return null;
            await Task.Delay(BetweenTries, CancellationToken.None);
        }
    }

    private static async Task<ApiAnswer?> TryAsync(ApiClient api, Func<ApiClient, Task<ApiAnswer>> call)
    {
        try
        {
            return await call(api).WaitAsync(TryTimeout);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or TimeoutException or OperationCanceledException)
        {
            return null;
        }
    }
}
