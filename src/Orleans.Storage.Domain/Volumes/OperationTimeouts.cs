using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>How long an operation may take from its intent to the array's answer, waiting in the backend's queue included. Immutable.</summary>
/// <param name="Export">For exports.</param>
/// <param name="Data">For volumes and snapshots, whose data may have to be copied.</param>
/// <param name="ClockSkew">How far the clocks of two silos may differ.</param>
public sealed record OperationTimeouts(TimeSpan Export, TimeSpan Data, TimeSpan ClockSkew)
{
    /// <summary>15 s, 5 min and 1 s.</summary>
    public static OperationTimeouts Default { get; } = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(5), TimeSpan.FromSeconds(1));

    /// <summary>The longest time that any operation has: nothing waits longer for one, whatever a clock or a record says.</summary>
    public TimeSpan Longest => Export > Data ? Export : Data;

    /// <summary>The time for one kind.</summary>
    public TimeSpan Of(IntentKind kind) => kind is IntentKind.CreateExport or IntentKind.RemoveExport ? Export : Data;
}
