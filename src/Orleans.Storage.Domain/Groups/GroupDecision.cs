using OrleansStorage.Errors;

namespace OrleansStorage.Domain.Groups;

/// <summary>What comes of something that is asked of a group: a refusal that changes nothing, or a new state (the same one: nothing to do). Immutable.</summary>
/// <param name="State">The state to write; null for a refusal.</param>
/// <param name="Error">The refusal; null for none.</param>
public sealed record GroupDecision(GroupState? State, StorageError? Error)
{
    /// <summary>A new state.</summary>
    public static GroupDecision To(GroupState state) => new(state, null);

    /// <summary>A refusal.</summary>
    public static GroupDecision No(StorageError error) => new(null, error);
}
