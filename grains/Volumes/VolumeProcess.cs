using Microsoft.Extensions.Logging;
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
    string? silo = null, CancellationToken stopping = default)
    : IDisposable
{
    /// <summary>Whoever waited longer for his turn is not waiting any more, and what was promised for him, as quota is, may have ended.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly VolumeRecord _record = new(id, store, backend, time, faults, logger);
    private readonly SemaphoreSlim _array = new(1, 1);
    private readonly SemaphoreSlim _write = new(1, 1);
    private readonly CancellationTokenSource _ended = new();
    private double? _turnMs;

    /// <summary>The state as written last; null when the volume is not on record.</summary>
    public VolumeState? State => _record.State;

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
        var joined = await ArriveAsync(command, caller);
        var asked = time.GetTimestamp();
        await _array.WaitAsync();
        Task<VolumeState?> rest;
        try
        {
            await faults.ReachAsync(FaultPoint.VolumeHasTurn);
            // What a record that is behind has open is given up, and its array would not take it.
            if (command is not VolumeCommand.Recover) await SettleOpenAsync();
            if (IsAnsweredByOther(command, joined)) return Released();
            var waited = time.GetElapsedTime(asked);
            if (waited > LongestWait) throw TookTooLong(waited).ToException();
            _turnMs = Hop.Ms(waited) is var waitedMs and > 0 ? waitedMs : null;
            await DecideAsync(command, caller);
            rest = PerformAllAsync(caller);
        }
        catch
        {
            _array.Release();
            throw;
        }
        var answer = State;
        if (!answerOnRecord || rest.IsCompleted) return await rest;
        _ = rest.ContinueWith(t => LogEnd(command, t.Exception!.InnerException!), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return answer;
    }

    /// <summary>Waits until no operation is under way, or until the token says that time is up; then what is open is settled by the next activation.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await _array.WaitAsync(cancellationToken);
        _array.Release();
    }

    /// <summary>Ends what waits, for another activation's operation or to try again: it has begun nothing, and the next activation waits as well. Operations under way go on to their end.</summary>
    public void StopWaiting()
    {
        if (!_ended.IsCancellationRequested) _ended.Cancel();
    }

    /// <inheritdoc cref="StopWaiting"/>
    public void Dispose()
    {
        StopWaiting();
        _ended.Dispose();
    }

    private void LogEnd(VolumeCommand command, Exception failure)
    {
        if (!Expected.IsSaid(failure)) LogFailed(logger, id, command.Name, failure.Message, Expected.Unless(failure));
    }

    private static StorageError TookTooLong(TimeSpan waited) =>
        new(ErrorKind.Busy, ErrorReason.Busy, $"The volume was at work for others for {waited.TotalSeconds:F0} s; nothing was begun, ask again.", TimeSpan.FromSeconds(1));

    private VolumeState? Released()
    {
        _array.Release();
        return State;
    }

    /// <summary>
    /// What a caller finds who arrives now. A write that is under way is waited for: another activation may have shown somebody what it did, and then it must not pass for the work of one who came later.
    /// </summary>
    private Task<VolumeState?> ArriveAsync(VolumeCommand command, Caller caller) => AloneAsync(async () =>
    {
        await ThrowIfRefusedNowAsync(command, caller);
        return State;
    });

    /// <summary>A volume that is being made, grown or removed says no at once, and does not let callers wait for its array.</summary>
    private async Task ThrowIfRefusedNowAsync(VolumeCommand command, Caller caller)
    {
        var workingOnData = State?.Intent is { Kind: not (OrleansStorage.Volumes.IntentKind.CreateExport or OrleansStorage.Volumes.IntentKind.RemoveExport) };
        if (!workingOnData || VolumeMachine.Decide(State, command, Context(caller, command)) is not Decision.Refused refused) return;
        await _record.ConfirmAsync();
        throw refused.Error.ToException();
    }

    /// <summary>The caller's own earlier try, or another's, did it while this one waited.</summary>
    private bool IsAnsweredByOther(VolumeCommand command, VolumeState? joined) =>
        command is VolumeCommand.DeleteAttachment delete && State is { } now && joined?.FindAttachment(delete.Id) is not null && now.FindAttachment(delete.Id) is null;

    private Task<VolumeState?> DecideAsync(VolumeCommand command, Caller caller) => AloneAsync(async () =>
    {
        var decision = VolumeMachine.Decide(State, command, Context(caller, command));
        await faults.ReachAsync(FaultPoint.VolumeAfterDecide);
        if (decision is Decision.Changed changed)
        {
            if (changed.State.Intent is { } opened && opened.Epoch != State?.Intent?.Epoch && backend.Refuses(changed.State) is { } refusal) throw refusal.ToException();
            if (await AdmitAsync(changed.State) is { } busy)
            {
                await _record.ConfirmAsync(); // An activation that was left behind would be turned away for ever, as one whose record is behind its array.
                throw busy.ToException();
            }
            await _record.ReplaceAsync(State, changed.State);
        }
        else
        {
            await _record.ConfirmAsync(); // What is answered without a write must not come from an activation that was left behind.
        }
        if (decision is Decision.Refused refused) throw refused.Error.ToException();
        return State;
    });

    /// <summary>An export that the array's queue would not serve in time is refused before anything is written: an overload costs no commits, and changes nothing.</summary>
    private Task<StorageError?> AdmitAsync(VolumeState after) =>
        after.Intent is { Kind: OrleansStorage.Volumes.IntentKind.CreateExport or OrleansStorage.Volumes.IntentKind.RemoveExport } intent && intent.Epoch != State?.Intent?.Epoch
            ? backend.AdmitAsync(after)
            : Task.FromResult<StorageError?>(null);

    /// <summary>Decides and writes while nobody else does: each decision is made on what the last one left.</summary>
    private async Task<T> AloneAsync<T>(Func<Task<T>> turn)
    {
        await _write.WaitAsync();
        try
        {
            return await turn();
        }
        finally
        {
            _write.Release();
        }
    }

    private DecisionContext Context(Caller caller, VolumeCommand? command = null) =>
        new(id, time.GetUtcNow(), caller, OperationId.New(), command is { UsesArray: true } ? secrets.NewSecret() : default, timeouts) { Silo = silo, WasRemoved = store.WasRemoved };
}
