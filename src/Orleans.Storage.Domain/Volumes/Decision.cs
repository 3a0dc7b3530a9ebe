using OrleansStorage.Errors;

namespace OrleansStorage.Domain.Volumes;

/// <summary>What comes of a command. The effect that is owed to the array, if any, is the new state's <see cref="VolumeState.Intent"/>. Immutable.</summary>
public abstract record Decision
{
    /// <summary>Not served; nothing changes.</summary>
    public sealed record Refused(StorageError Error) : Decision;

    /// <summary>Served already: the answer is in the state as it is; nothing is written.</summary>
    public sealed record Unchanged : Decision;

    /// <summary>Served by this new state, once it is written and what it owes to the array is done.</summary>
    public sealed record Changed(VolumeState State) : Decision;

    /// <summary>Nothing to do.</summary>
    public static Decision Nothing { get; } = new Unchanged();

    /// <summary>A new state.</summary>
    public static Decision To(VolumeState state) => new Changed(state);

    /// <summary>A refusal.</summary>
    public static Decision No(StorageError error) => new Refused(error);
}
