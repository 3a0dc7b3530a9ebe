using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

/// <summary>What was left open, by another activation or by an array that did not do it: waited out, taken up under the next epoch, and tried again ever more slowly.</summary>
public sealed partial class VolumeProcess
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private TimeSpan _pause = TimeSpan.FromSeconds(1);
    private bool _retrying;

    /// <summary>What the volume's array work waits for before it goes on; null when it does not wait, or waits for the array.</summary>
    public OperationWait? Waits { get; private set; }

    /// <summary>Brings an operation that another activation left open to its end; nothing when none is open.</summary>
    /// <exception cref="StorageException">The array does not do it now; it stays open.</exception>
    /// <exception cref="StaleStateException">This activation is stale and must end.</exception>
    public async Task SettleAsync()
    {
        if (State?.Intent is null)
        {
            await _record.ConfirmAsync(); // The record may have an intent that an activation which was left behind does not know of.
            return;
        }
        await _array.WaitAsync();
        try
        {
            await SettleOpenAsync();
        }
        finally
        {
            _array.Release();
        }
    }

    /// <summary>An intent that is not this run's is waited out, unless the array turns its calls away once it has seen the next epoch; then it is written again under that epoch, and done.</summary>
    private async Task SettleOpenAsync()
    {
        if (State?.Intent is not { } found) return;
        if (backend.Refuses(State) is { } refusal) throw refusal.ToException();
        if (!_record.IsOwn(found) && !backend.FencesEpochs(State)) await WaitOutAsync(found);
        await AloneAsync(async () =>
        {
            await _record.WriteAsync(Owed.Again(State!, Context(Caller.System)));
            return State;
        });
        var failure = await PerformChainAsync(Caller.System);
        if (State?.Intent is not null) throw failure!.ToException();
        _pause = TimeSpan.FromSeconds(1);
    }

    private async Task WaitOutAsync(Intent found)
    {
        var left = WaitRules.Left(found, time.GetUtcNow(), await store.GetAgeAsync(), timeouts);
        if (left <= TimeSpan.Zero) return;
        var until = time.GetUtcNow() + left;
        LogWaiting(logger, id, found.OperationId, found.Kind, left, until, found.NotAfter);
        Waits = new($"operation {found.OperationId} ({WireName<IntentKind>.Of(found.Kind)}), which another activation began and may still be carrying out", until);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token, stopping);
        try
        {
            await Task.Delay(left, time, either.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StorageError(ErrorKind.Busy, ErrorReason.Busy, "The silo that serves the volume is stopping; ask again.", TimeSpan.FromSeconds(1)).ToException();
        }
        finally
        {
            Waits = null;
        }
    }

    /// <summary>A removal that the array refused is tried again by itself, ever more slowly.</summary>
    private void RetryLater()
    {
        if (_retrying || _ended.IsCancellationRequested) return;
        _retrying = true;
        var pause = _pause;
        _pause = _pause * 2 > LongestPause ? LongestPause : _pause * 2;
        _ = RetryAsync(pause);
    }

    private async Task RetryAsync(TimeSpan pause)
    {
        try
        {
            await Task.Delay(pause, time, _ended.Token);
            _retrying = false;
            await SettleAsync();
        }
        catch (Exception e) when (e is StorageException or StaleStateException or OperationCanceledException)
        {
            LogStillOpen(logger, id, e.Message);
        }
    }
}
