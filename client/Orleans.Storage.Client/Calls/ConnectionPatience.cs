using OrleansStorage.Errors;

namespace OrleansStorage.Client.Calls;

/// <summary>Repeats the first connection to the cluster for as long as a call may take: a compute host and its control plane often start together.</summary>
internal sealed class ConnectionPatience(StorageClientOptions options, TimeProvider time) : IClientConnectionRetryFilter
{
    private readonly long _start = time.GetTimestamp();

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetElapsedTime(_start) >= options.CallTimeout)
            throw new StorageException(new StorageError(ErrorKind.Unreachable, ErrorReason.Unreachable,
                $"No gateway of the storage cluster '{options.ClusterId}' answered within {options.CallTimeout.TotalSeconds:0.#} s: {exception.Message}"));
        await Task.Delay(options.RetryDelay, time, cancellationToken);
        return true;
    }
}
