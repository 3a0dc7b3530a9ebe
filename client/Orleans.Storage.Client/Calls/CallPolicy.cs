using Microsoft.Extensions.Logging;
using OrleansStorage.Errors;
using Polly;
using Polly.Retry;
using Polly.Timeout;

namespace OrleansStorage.Client.Calls;

/// <summary>
/// Repeats a call of the cluster until it is served, refused or out of time. Only calls that may be repeated come here: every verb of a grain joins or repeats its earlier self. Safe from any thread.
/// </summary>
internal sealed class CallPolicy
{
    private readonly ResiliencePipeline _pipeline;
    private readonly StorageClientOptions _options;

    public CallPolicy(StorageClientOptions options, TimeProvider time, ILogger logger)
    {
        _options = options;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = time }
            .AddTimeout(options.CallTimeout)
            .AddRetry(Retry(options, logger))
            .AddTimeout(options.TryTimeout)
            .Build();
    }

    /// <summary>Runs <paramref name="call"/>, which gets the number of the try, from 0. Cancellation and time-outs end the waiting, not what the cluster does.</summary>
    /// <exception cref="StorageException">It was refused, or was not served in time: then the last error, or <see cref="ErrorKind.Unknown"/>.</exception>
    public async Task<T> RunAsync<T>(Func<int, Task<T>> call, CancellationToken cancellationToken)
    {
        var tries = 0;
        StorageException? last = null;
        try
        {
            return await _pipeline.ExecuteAsync(async token =>
            {
                try
                {
                    return await call(tries++).WaitAsync(token);
                }
                catch (StorageException error)
                {
                    last = error;
                    throw;
                }
            }, cancellationToken);
        }
        catch (Exception error) when (error is TimeoutRejectedException or TimeoutException or OrleansException)
        {
            throw last ?? NotAnswered(error);
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(Func<int, Task> call, CancellationToken cancellationToken) => RunAsync(async attempt =>
    {
        await call(attempt);
        return true;
    }, cancellationToken);

    /// <summary>Whether a repetition can help. Orleans' own exceptions are about messages and membership, never about what a volume is.</summary>
    public static bool IsWorthRepeating(Exception error) => error switch
    {
        StorageException { Error.Kind: ErrorKind.Busy or ErrorKind.Unreachable or ErrorKind.Unknown } => true,
        TimeoutRejectedException or TimeoutException or OrleansException => true,
        _ => false,
    };

    private static RetryStrategyOptions Retry(StorageClientOptions options, ILogger logger) => new()
    {
        // The time-out around it is the end; a count would say nothing that a caller cares about.
        MaxRetryAttempts = int.MaxValue,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = options.RetryDelay,
        MaxDelay = options.MaxRetryDelay,
        ShouldHandle = arguments => ValueTask.FromResult(arguments.Outcome.Exception is { } error && IsWorthRepeating(error)),
        DelayGenerator = arguments => ValueTask.FromResult(arguments.Outcome.Exception is StorageException busy ? busy.Error.RetryAfter : null),
        OnRetry = arguments =>
        {
            CallLog.Repeating(logger, arguments.AttemptNumber + 1, arguments.RetryDelay, arguments.Outcome.Exception!.Message);
            return ValueTask.CompletedTask;
        },
    };

    private StorageException NotAnswered(Exception error) => new(new StorageError(ErrorKind.Unknown, ErrorReason.Unknown,
        $"The storage cluster did not answer within {_options.CallTimeout.TotalSeconds:0.#} s ({error.Message}); what was asked may still happen, and the same call again joins it."));
}
