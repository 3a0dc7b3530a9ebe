using OrleansStorage.Backends;

namespace OrleansStorage.Drivers.Conformance.Kit;

/// <summary>Assertions about outcomes that say what came instead.</summary>
public static class Outcomes
{
    public static T MustBeDone<T>(this ArrayOutcome<T> outcome)
    {
        Assert.True(outcome.IsDone, $"{outcome.Kind}: {outcome.Message}");
        return outcome.Value!;
    }

    public static void MustBeDone<T>(this ArrayOutcome<T> outcome, T value) => Assert.Equal(value, outcome.MustBeDone());

    public static void MustBeRefused<T>(this ArrayOutcome<T> outcome)
    {
        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.False(string.IsNullOrWhiteSpace(outcome.Message), "a refusal says why");
    }

    /// <summary>An export as a text, for comparison: the portals of equal locations are different arrays.</summary>
    public static string Text(this ArrayExport export) =>
        $"{export.VolumeId} {export.Initiator ?? "nobody"} {export.Location.TargetName} {export.Location.Lun} {string.Join(',', export.Location.Portals)} {(export.IsOurs ? "ours" : "foreign")}";
}
