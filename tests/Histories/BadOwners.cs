using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Histories.Tests.Support;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>What must never become of an array when another installation, or a record that was restored, comes to it.</summary>
internal static class BadOwners
{
    public static Dictionary<string, BadHistory> All { get; } = new()
    {
        ["another installation exports"] = Owner(Invariant.S18, Of().OwnedBy(1).Mutate(ArrayVerb.CreateExport, "a", installation: 2)),
        ["another installation removes what it does not know"] = Owner(Invariant.S18, Of().OwnedBy(1).Mutate(ArrayVerb.CreateExport, "a", installation: 1).Mutate(ArrayVerb.RemoveExport, "a", installation: 2)),
        ["a call of no installation changes the array"] = Owner(Invariant.S18, Of().OwnedBy(1).Mutate(ArrayVerb.CreateVolume, null)),
        ["a record that is behind exports"] = Owner(Invariant.S19, Of().Became(RecordEventKind.Restored, known: 3, seen: 7).Mutate(ArrayVerb.CreateExport, "a", epoch: 8)),
        ["a record that is behind removes"] = Owner(Invariant.S19, Of().Became(RecordEventKind.Restored, known: 3, seen: 7).Mutate(ArrayVerb.RemoveExport, "a", epoch: 9)),
        ["an epoch is used again after a restore"] = Owner(Invariant.S19, Of().Became(RecordEventKind.Restored, known: 7, seen: 7).Mutate(ArrayVerb.CreateExport, "a", epoch: 7)),
        ["an epoch is used again after both were brought together"] =
            Owner(Invariant.S19, Of().Became(RecordEventKind.Restored, known: 3, seen: 7).Became(RecordEventKind.Recovered, known: 7, seen: 7).Mutate(ArrayVerb.CreateExport, "a", epoch: 7)),
        ["a host that is let in is forgotten when both are brought together"] =
            Owner(Invariant.S19, Of().Became(RecordEventKind.Restored, known: 3, seen: 7).Became(RecordEventKind.Recovered, known: 7, seen: 7, onArray: ["a"])),
    };

    private static BadHistory Owner(Invariant broken, HistoryBuilder history) => new("owner", broken, history);
}
