using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.Cluster.Tests;

/// <summary>What an array's own log of changes must show.</summary>
internal static class ArrayLog
{
    /// <summary>No export is made that is there, none removed that is not, no volume's epoch goes back, and what is left is what the array shows now.</summary>
    public static void Check(IReadOnlyList<ArrayChange> log, IReadOnlySet<string> shown)
    {
        var exports = new HashSet<string>();
        var epochs = new Dictionary<string, long>();
        foreach (var change in log)
        {
            if (change.Verb == "Start") exports.Clear();
            if (change.Volume is not { } volume) continue;
            Assert.True(change.Epoch >= epochs.GetValueOrDefault(volume), $"{change} comes after epoch {epochs.GetValueOrDefault(volume)}.");
            epochs[volume] = change.Epoch;
            var export = $"{volume} {change.Initiator}";
            if (change.Verb == "CreateExport") Assert.True(exports.Add(export), $"{change} exports twice.");
            if (change.Verb == "RemoveExport") Assert.True(exports.Remove(export), $"{change} removes what is not there.");
        }
        Assert.Subset(shown.ToHashSet(), exports);
    }
}
