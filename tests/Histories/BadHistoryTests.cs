using OrleansStorage.Histories.Checking;

namespace OrleansStorage.Histories.Tests;

/// <summary>The checkers' own test: every bad history is refused, by the checker and the name that it must be refused by.</summary>
public sealed class BadHistoryTests
{
    private static readonly Dictionary<string, BadHistory> All = new(BadCalls.All.Concat(BadArrays.All).Concat(BadRecords.All).Concat(BadTurns.All).Concat(BadQuotas.All).Concat(BadOwners.All));

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Check_OfABadHistory_NamesWhatIsBroken(string what)
    {
        var bad = All[what];

        var result = HistoryCheckers.All().Single(c => c.Name == bad.Checker).Check(bad.History.Build());

        Assert.Equal(Verdict.Violated, result.Verdict);
        Assert.Contains(bad.Broken, result.Violations.Select(v => v.Invariant));
        Assert.All(result.Violations, v => Assert.NotEqual("", v.Message));
    }

    [Fact]
    public void Library_HasABadHistory_ForEveryInvariant()
    {
        Assert.Empty(Enum.GetValues<Invariant>().Except(All.Values.Select(b => b.Broken)));
        Assert.True(All.Count >= 30, $"There are only {All.Count}.");
    }
}
