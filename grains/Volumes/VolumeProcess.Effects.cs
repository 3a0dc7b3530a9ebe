using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Volumes;

/// <summary>Carrying out what is on record: one intent after the other, until none is open or the array does not do it.</summary>
public sealed partial class VolumeProcess
{
    /// <summary>Does what the open intent says, and the next, until none is open; gives the array's turn back.</summary>
    /// <returns>The state as this command left it: whoever has the next turn may take away again what its caller is told of.</returns>
    private async Task<VolumeState?> PerformAllAsync(Caller caller)
    {
        try
        {
            if (await PerformChainAsync(caller) is { } failure) throw failure.ToException();
            return State;
        }
        catch (StaleStateException e)
        {
            throw e.Begun();
        }
        finally
        {
            _array.Release();
        }
    }

    private async Task<StorageError?> PerformChainAsync(Caller caller)
    {
        StorageError? failure = null;
        while (State is { Intent: { } intent } state)
        {
            var outcome = await PerformAsync(state, intent);
            await faults.ReachAsync(FaultPoint.VolumeAfterEffect);
            var ended = await RecordAsync(outcome, caller);
            // What stays open has changed something, whoever refused it: the caller is told that it is settled without him.
            var told = ended || outcome.Kind != OutcomeKind.Busy ? outcome : outcome with { Kind = OutcomeKind.Unknown, RetryAfter = null };
            if (!outcome.IsDone) failure ??= told.ToError();
            if (ended) continue;
            RetryLater();
            break;
        }
        return failure;
    }

    private async Task<ArrayOutcome<ArrayExport?>> PerformAsync(VolumeState state, Intent intent)
    {
        // The intent was written a moment ago: more time than its kind has would be a clock's that was set back since.
        var (left, most) = (intent.NotAfter - time.GetUtcNow(), timeouts.Of(intent.Kind));
        using var deadline = new CancellationTokenSource(TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, most.Ticks)), time);
        try
        {
            return await backend.PerformAsync(state, deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            // By the backend's clock the deadline may be yet to come: until then the call can still reach the array.
            if (timeouts.ClockSkew > TimeSpan.Zero) await Task.Delay(timeouts.ClockSkew, time);
            return ArrayOutcome.Unknown<ArrayExport?>("The array did not answer in time; the operation is being settled.");
        }
        catch (Exception e) when (e is not StaleStateException)
        {
            LogBackendFailed(logger, id, intent.Kind, e.Message, Expected.Unless(e));
            return ArrayOutcome.Unknown<ArrayExport?>("The backend failed; the operation is being settled.");
        }
    }

    /// <summary>Writes what the outcome makes of the state; false when the intent stays open.</summary>
    private Task<bool> RecordAsync(ArrayOutcome<ArrayExport?> outcome, Caller caller) => AloneAsync(async () =>
    {
        var before = State!;
        var after = SettleRules.Settle(before, outcome, Context(caller) with { TurnMs = _turnMs, IntentMs = _record.IntentMs });
        if (ReferenceEquals(before, after)) return false;
        _turnMs = null;
        await _record.ReplaceAsync(before, after);
        return true;
    });
}
