using OrleansStorage.Histories.Calls;

namespace OrleansStorage.Histories.Linearizability;

/// <summary>One moment that must, or may, be found for a call, between its invocation and its return. Immutable.</summary>
/// <param name="Kind">What happens then.</param>
/// <param name="Call">The call's end, or its invocation when it never ended.</param>
/// <param name="InvokedAt">No sooner than this.</param>
/// <param name="ReturnedAt">No later than this; <see cref="long.MaxValue"/> for an unknown outcome.</param>
/// <param name="After">The step of the same call that must come first, as a distance back in the list; 0 for none.</param>
internal sealed record Step(StepKind Kind, CallEvent Call, long InvokedAt, long ReturnedAt, int After = 0)
{
    /// <summary>Whether it must have happened: an unknown outcome may never come to be.</summary>
    public bool IsRequired => ReturnedAt != long.MaxValue;
}
