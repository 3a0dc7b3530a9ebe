using Orleans.Runtime;

namespace OrleansStorage.Grains;

/// <summary>How the grains that keep one small state change it.</summary>
internal static class PersistentStateExtensions
{
    /// <summary>
    /// Changes the state and writes it. A state that could not be written is put back, and the activation ends: it was left behind, or its database is away, and the next one reads what is on record.
    /// </summary>
    /// <typeparam name="TState">The state.</typeparam>
    /// <typeparam name="TValue">The part of it that changes.</typeparam>
    /// <param name="state">What is kept.</param>
    /// <param name="grain">Whose it is.</param>
    /// <param name="before">The part as it is.</param>
    /// <param name="after">The part as it is to be.</param>
    /// <param name="set">Puts a part into the state.</param>
    public static async Task WriteAsync<TState, TValue>(this IPersistentState<TState> state, IGrainBase grain, TValue before, TValue after, Action<TState, TValue> set)
    {
        set(state.State, after);
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            set(state.State, before);
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
