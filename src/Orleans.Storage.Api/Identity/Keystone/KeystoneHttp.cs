using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using OrleansStorage.Connections;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>
/// Keystone's HTTP. A request that fails is tried once more; while most fail, callers are told at once, so that a Keystone that hangs holds none of them. Safe from any thread.
/// </summary>
internal sealed class KeystoneHttp(IHttpClientFactory clients, IOptions<KeystoneOptions> options, TimeProvider time)
{
    /// <summary>The name of its HTTP client.</summary>
    public const string ClientName = "Keystone";

    private readonly ResiliencePipeline<KeystoneAnswer> _pipeline = PipelineOf(TimeSpan.FromMilliseconds(options.Value.TimeoutMs), time);

    /// <summary>Sends a request; <paramref name="request"/> makes it anew for each try.</summary>
    /// <exception cref="KeystoneUnavailableException">No answer came, or one of 500 and above.</exception>
    public async Task<KeystoneAnswer> SendAsync(Func<HttpRequestMessage> request)
    {
        try
        {
            var answer = await _pipeline.ExecuteAsync(async stop => await SendOnceAsync(request, stop));
            return answer.IsFailure ? throw new KeystoneUnavailableException($"Keystone answered {answer.Said}.") : answer;
        }
        catch (Exception e) when (e is HttpRequestException or BrokenCircuitException or TimeoutRejectedException)
        {
            throw new KeystoneUnavailableException($"{options.Value.Root}: {Reason(e)}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new KeystoneUnavailableException($"Storage:Identity:Keystone:CaFile cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Its origin says more: "connection refused", or what is wrong with a certificate.</summary>
    private static string Reason(Exception failure) =>
        failure.GetBaseException() is AuthenticationException tls ? $"{tls.Message} (its authority may be named by Storage:Identity:Keystone:CaFile)" : failure.GetBaseException().Message;

    private async Task<KeystoneAnswer> SendOnceAsync(Func<HttpRequestMessage> make, CancellationToken stop)
    {
        using var request = make();
        using var response = await clients.CreateClient(ClientName).SendAsync(request, stop);
        var token = response.Headers.TryGetValues("X-Subject-Token", out var values) ? new Secret(values.First()) : (Secret?)null;
        return new(response.StatusCode, await response.Content.ReadAsByteArrayAsync(stop), token);
    }

    private static ResiliencePipeline<KeystoneAnswer> PipelineOf(TimeSpan timeout, TimeProvider time)
    {
        var failed = new PredicateBuilder<KeystoneAnswer>().Handle<HttpRequestException>().Handle<TimeoutRejectedException>().HandleResult(a => a.IsFailure);
        return new ResiliencePipelineBuilder<KeystoneAnswer> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<KeystoneAnswer> { ShouldHandle = failed, MaxRetryAttempts = 1, Delay = TimeSpan.FromMilliseconds(100) })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<KeystoneAnswer>
            {
                ShouldHandle = failed, FailureRatio = 0.5, MinimumThroughput = 4, SamplingDuration = TimeSpan.FromSeconds(10), BreakDuration = TimeSpan.FromSeconds(2),
            })
            .AddTimeout(timeout)
            .Build();
    }
}
