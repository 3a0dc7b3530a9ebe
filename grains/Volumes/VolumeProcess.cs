using Microsoft.Extensions.Logging;
using OrleansStorage.Backends;
using OrleansStorage.Connections;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Volumes;

/// <summary>
/// The loop of one volume: decide → write the state with its intent → do the effect → decide on what the array said → write, the intent cleared → answer. At most one intent is open; commands that need
/// the array wait for one another, the others are decided at once. Knows no Orleans: the grain is its adapter, the tests' simulator another. Runs on one scheduler at a time, as a grain does.
/// </summary>
public sealed partial class VolumeProcess(VolumeId id, IVolumeStore store, IVolumeBackend backend, ISecretSealer secrets, OperationTimeouts timeouts, TimeProvider time, IFaultPoints faults, ILogger logger,
    string? silo = null)
    : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _array = new(1, 1);
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private TimeSpan _pause = TimeSpan.FromSeconds(1);
    private long _ownEpoch = -1;
    private double? _turnMs;
    private double? _intentMs;
    private bool _retrying;

    /// <summary>The state as written last; null when the volume is not on record.</summary>
    public VolumeState? State => store.State;

    /// <summary>
    /// Serves one command and returns the state that answers it (null when the volume is gone). Not cancellable: what is begun is brought to its end, and the same command again joins it.
    /// </summary>
    /// <param name="command">What is asked.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="answerOnRecord">Answer as soon as the intent is on record, and let the array work behind.</param>
    /// <exception cref="StorageException">It was refused, or the array did not do it.</exception>
    /// <exception cref="StaleStateException">This activation is stale and must end.</exception>
    public async Task<VolumeState?> RunAsync(VolumeCommand command, Caller caller, bool answerOnRecord = false)
    {
        if (!command.UsesArray) return await DecideAsync(command, caller);
        await ThrowIfRefusedNowAsync(command, caller);
        var joined = State;
        var asked = time.GetTimestamp();
        await _array.WaitAsync();
        Task rest;
        try
        {
            await faults.ReachAsync(FaultPoint.VolumeHasTurn);
            await SettleOpenAsync();
            if (IsAnsweredByOther(command, joined)) return Released();
            _turnMs = Hop.Ms(time.GetElapsedTime(asked)) is var waitedMs and > 0 ? waitedMs : null;
            await DecideAsync(command, caller);
            rest = PerformAllAsync(caller);
        }
        catch
        {
            _array.Release();
            throw;
        }
        var answer = State;
        if (!answerOnRecord || rest.IsCompleted)
        {
            await rest;
            return State;
        }
        _ = rest.ContinueWith(t => LogFailed(logger, id, command.Name, t.Exception!.InnerException!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return answer;
    }

    /// <summary>Brings an operation that another activation left open to its end; nothing when none is open.</summary>
    /// <exception cref="StorageException">The array does not do it now; it stays open.</exception>
    /// <exception cref="StaleStateException">This activation is stale and must end.</exception>
    public async Task SettleAsync()
    {
        if (State?.Intent is null)
        {
            await store.ConfirmAsync(); // The record may have an intent that an activation which was left behind does not know of.
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

    /// <summary>Waits until no operation is under way, or until the token says that time is up; then what is open is settled by the next activation.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _array.WaitAsync(cancellationToken);
        _array.Release();
    }

    /// <summary>Ends what waits in the background; operations under way go on to their end.</summary>
    public void Dispose()
    {
        if (_ended.IsCancellationRequested) return;
        _ended.Cancel();
        _ended.Dispose();
    }

    private VolumeState? Released()
    {
        _array.Release();
        return State;
    }

    /// <summary>A volume that is being made, grown or removed says no at once, and does not let callers wait for its array.</summary>
    private async Task ThrowIfRefusedNowAsync(VolumeCommand command, Caller caller)
    {
        var workingOnData = State?.Intent is { Kind: not (OrleansStorage.Volumes.IntentKind.CreateExport or OrleansStorage.Volumes.IntentKind.RemoveExport) };
        if (!workingOnData || VolumeMachine.Decide(State, command, Context(caller, command)) is not Decision.Refused refused) return;
        await store.ConfirmAsync();
        throw refused.Error.ToException();
    }

    /// <summary>The caller's own earlier try, or another's, did it while this one waited.</summary>
    private bool IsAnsweredByOther(VolumeCommand command, VolumeState? joined) =>
        command is VolumeCommand.DeleteAttachment delete && State is { } now && joined?.FindAttachment(delete.Id) is not null && now.FindAttachment(delete.Id) is null;

    private async Task<VolumeState?> DecideAsync(VolumeCommand command, Caller caller)
    {
        await _write.WaitAsync();
        try
        {
            var decision = VolumeMachine.Decide(State, command, Context(caller, command));
            if (decision is Decision.Changed changed)
            {
                if (await AdmitAsync(changed.State) is { } busy) throw busy.ToException();
                await ReplaceAsync(State, changed.State);
            }
            else
            {
                await store.ConfirmAsync(); // What is answered without a write must not come from an activation that was left behind.
            }
            if (decision is Decision.Refused refused) throw refused.Error.ToException();
            return State;
        }
        finally
        {
            _write.Release();
        }
    }

    /// <summary>An export that the array's queue would not serve in time is refused before anything is written: an overload costs no commits, and changes nothing.</summary>
    private Task<StorageError?> AdmitAsync(VolumeState after) =>
        after.Intent is { Kind: OrleansStorage.Volumes.IntentKind.CreateExport or OrleansStorage.Volumes.IntentKind.RemoveExport } intent && intent.Epoch != State?.Intent?.Epoch
            ? backend.AdmitAsync(after)
            : Task.FromResult<StorageError?>(null);

    /// <summary>Does what the open intent says, and the next, until none is open; gives the array's turn back.</summary>
    private async Task PerformAllAsync(Caller caller)
    {
        try
        {
            if (await PerformChainAsync(caller) is { } failure) throw failure.ToException();
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
        using var deadline = new CancellationTokenSource(TimeSpan.FromTicks(Math.Max(0, (intent.NotAfter - time.GetUtcNow()).Ticks)), time);
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
            LogBackendFailed(logger, id, intent.Kind, e);
            return ArrayOutcome.Unknown<ArrayExport?>("The backend failed; the operation is being settled.");
        }
    }

    /// <summary>Writes what the outcome makes of the state; false when the intent stays open.</summary>
    private async Task<bool> RecordAsync(ArrayOutcome<ArrayExport?> outcome, Caller caller)
    {
        await _write.WaitAsync();
        try
        {
            var before = State!;
            var after = SettleRules.Settle(before, outcome, Context(caller) with { TurnMs = _turnMs, IntentMs = _intentMs });
            if (ReferenceEquals(before, after)) return false;
            _turnMs = null;
            await ReplaceAsync(before, after);
            return true;
        }
        finally
        {
            _write.Release();
        }
    }

    /// <summary>An intent that is not this run's is waited out, unless the array turns its calls away once it has seen the next epoch; then it is written again under that epoch, and done.</summary>
    private async Task SettleOpenAsync()
    {
        if (State?.Intent is not { } found) return;
        if (found.Epoch != _ownEpoch && !backend.FencesEpochs(State)) await WaitOutAsync(found);
        await _write.WaitAsync();
        try
        {
            await WriteAsync(Owed.Again(State!, Context(Caller.System)));
        }
        finally
        {
            _write.Release();
        }
        var failure = await PerformChainAsync(Caller.System);
        if (State?.Intent is not null) throw failure!.ToException();
        _pause = TimeSpan.FromSeconds(1);
    }

    private async Task WaitOutAsync(Intent found)
    {
        var left = found.NotAfter + timeouts.ClockSkew - time.GetUtcNow();
        if (left <= TimeSpan.Zero) return;
        LogWaiting(logger, id, found.Kind, left);
        await Task.Delay(left, time, _ended.Token);
    }

    /// <summary>Writes a decided state, gives back what it no longer needs, and takes a volume that is gone off the record.</summary>
    private async Task ReplaceAsync(VolumeState? before, VolumeState after)
    {
        await WriteAsync(after);
        if (after.Gone) await ClearAsync();
        if (before is null) return;
        foreach (var release in Release.Between(before, after)) await ReleaseAsync(after, release);
    }

    private async Task ClearAsync()
    {
        await faults.ReachAsync(FaultPoint.VolumeBeforeClear);
        await store.ClearAsync();
    }

    /// <summary>The volume has changed whatever becomes of this: pool and project count again by themselves.</summary>
    private async Task ReleaseAsync(VolumeState state, Release release)
    {
        try
        {
            await backend.ReleaseAsync(state, release);
        }
        catch (Exception e) when (e is not StaleStateException)
        {
            LogNotReleased(logger, id, e);
        }
    }

    /// <summary>An intent that was there before is nobody's here: only the write that opens one makes it this run's own.</summary>
    private async Task WriteAsync(VolumeState state)
    {
        var opened = state.Intent is { } intent && intent.Epoch != State?.Intent?.Epoch;
        await faults.ReachAsync(opened ? FaultPoint.VolumeBeforeIntent : FaultPoint.VolumeBeforeCommit);
        var began = time.GetTimestamp();
        await store.WriteAsync(state);
        if (opened) (_ownEpoch, _intentMs) = (state.Intent!.Epoch, Hop.Ms(time.GetElapsedTime(began)));
        await faults.ReachAsync(opened ? FaultPoint.VolumeAfterIntent : FaultPoint.VolumeAfterCommit);
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

    private DecisionContext Context(Caller caller, VolumeCommand? command = null) =>
        new(id, time.GetUtcNow(), caller, OperationId.New(), command is { UsesArray: true } ? secrets.NewSecret() : default, timeouts) { Silo = silo };
}
