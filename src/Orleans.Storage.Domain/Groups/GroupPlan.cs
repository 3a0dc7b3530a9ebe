using System.Collections.Immutable;

namespace OrleansStorage.Domain.Groups;

/// <summary>What a group does next. Immutable.</summary>
/// <param name="State">The state to write first, if it is another than before.</param>
/// <param name="IsGone">Whether nothing of it is left: its record is to be cleared.</param>
/// <param name="Steps">What to ask of its volumes then, one after another.</param>
public sealed record GroupPlan(GroupState State, bool IsGone, ImmutableArray<GroupStep> Steps);
