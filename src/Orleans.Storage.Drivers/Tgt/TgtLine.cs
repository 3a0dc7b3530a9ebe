using OrleansStorage.Backends;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>
/// The one way to the daemon: a verb at a time, reads included, since tgtadm has no transactions and a look between two commands of another verb would see (and with tgt 1.0.85 even do) harm.
/// Turns what went wrong into an outcome. Safe from any thread.
/// </summary>
internal sealed class TgtLine(TgtAdm adm, TgtMarkFiles marks, TimeProvider time, IFaultPoints faults) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly EpochGuard _epochs = new() { Raised = marks.KeepEpoch };

    /// <summary>Runs one verb that changes a volume. tgt remembers neither owner nor epochs: the pool does, so that of two callers the stale one changes nothing.</summary>
    public Task<ArrayOutcome<T>> Call<T>(VolumeId volume, ArrayFence fence, Func<TgtCall, Task<ArrayOutcome<T>>> verb, CancellationToken cancellationToken) =>
        Call(call => WhyNot(volume, fence) is { } why ? Task.FromResult(ArrayOutcome.Refused<T>(why)) : verb(call), fence.NotAfter, cancellationToken);

    /// <summary>Lets go of a volume that is gone. Only within a verb.</summary>
    public void Forget(VolumeId volume) => _epochs.Retire(volume);

    /// <summary>Runs one verb that reads.</summary>
    public Task<ArrayOutcome<T>> Call<T>(Func<TgtCall, Task<ArrayOutcome<T>>> verb, CancellationToken cancellationToken) => Call(verb, DateTimeOffset.MaxValue, cancellationToken);

    private async Task<ArrayOutcome<T>> Call<T>(Func<TgtCall, Task<ArrayOutcome<T>>> verb, DateTimeOffset notAfter, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested || !await WaitTurn(cancellationToken)) return ArrayOutcome.Unreachable<T>("its time was over before tgt was called");
        var call = new TgtCall(adm, time, faults, notAfter, cancellationToken);
        try
        {
            return await verb(call);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return call.HasActed ? ArrayOutcome.Unknown<T>("tgt did not answer in time") : ArrayOutcome.Unreachable<T>("tgt did not answer in time and was not changed");
        }
        catch (TgtFailure e)
        {
            return Outcome<T>(e, call.HasActed);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return call.HasActed ? ArrayOutcome.Unknown<T>(e.Message) : ArrayOutcome.Refused<T>(e.Message);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Null when the call may go on; else why not. What another process noted is looked up each time.</summary>
    private string? WhyNot(VolumeId volume, ArrayFence fence)
    {
        if (marks.Read().Owner is { } owner && fence.Owner != owner) return $"the pool belongs to installation {owner}, the call is of {fence.Owner?.ToString() ?? "nobody"}";
        if (marks.FindEpoch(volume) is { } kept) _epochs.Restore(kept);
        return _epochs.Admit(volume, fence);
    }

    private async Task<bool> WaitTurn(CancellationToken cancellationToken)
    {
        try
        {
            await _turn.WaitAsync(cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static ArrayOutcome<T> Outcome<T>(TgtFailure failure, bool hasActed) => failure.Error switch
    {
        _ when hasActed => ArrayOutcome.Unknown<T>(failure.Message),
        TgtError.Unreachable or TgtError.ConnectionLost => ArrayOutcome.Unreachable<T>(failure.Message),
        _ => ArrayOutcome.Refused<T>(failure.Message),
    };
}
