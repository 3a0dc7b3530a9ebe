using Orleans.Runtime;
using OrleansStorage.Domain.Records;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Records;

namespace OrleansStorage.Grains;

/// <summary>How the grains that keep settings change them.</summary>
internal static class PersistentStateExtensions
{
    /// <summary>What is on record. When that cannot be read the activation ends, so that the next one finds a record that was repaired.</summary>
    /// <exception cref="StorageException">The record cannot be read: what is in it is not known, and nothing may write over it.</exception>
    public static TState ReadFor<TState>(this IPersistentState<TState> state, IGrainBase grain) where TState : StoredSettings
    {
        if (state.State.Unreadable is null) return state.State;
        grain.DeactivateOnIdle();
        var id = grain.GrainContext.GrainId;
        throw StorageError.Unreadable(WireName<RecordKind>.Parse(id.Type.ToString())!.Value, id.Key).ToException();
    }

    /// <summary>
    /// Changes the state and writes it. A state that could not be written is put back, and the activation ends: it was left behind, or nobody knows whether the write was done, and the next one reads what is on
    /// record. One whose write was surely not done goes on.
    /// </summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <typeparam name="TValue">The part of it that changes.</typeparam>
    /// <param name="state">What is kept.</param>
    /// <param name="grain">Whose it is.</param>
    /// <param name="before">The part as it is.</param>
    /// <param name="after">The part as it is to be.</param>
    /// <param name="set">Puts a part into the state.</param>
    /// <param name="faults">The product's do nothing.</param>
    /// <exception cref="StorageException">The record cannot be read.</exception>
    public static async Task WriteAsync<TState, TValue>(this IPersistentState<TState> state, IGrainBase grain, TValue before, TValue after, Action<TState, TValue> set,
        IFaultPoints faults) where TState : StoredSettings
    {
        state.ReadFor(grain);
        set(state.State, after);
        try
        {
            await faults.ReachAsync(FaultPoint.SettingsBeforeWrite);
            await state.WriteStateAsync();
            await faults.ReachAsync(FaultPoint.SettingsAfterWrite);
        }
        catch (Exception e)
        {
            set(state.State, before);
            if (!IsUntouched(e)) grain.DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>Orleans wraps what a storage throws.</summary>
    private static bool IsUntouched(Exception exception) => (exception as StorageException ?? exception.InnerException as StorageException) is { Error: { Reason: ErrorReason.Database, Kind: ErrorKind.Busy } };
}
