using System.Text;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Tests.Support;
using static OrleansStorage.Histories.Tests.Support.HistoryBuilder;

namespace OrleansStorage.Histories.Tests;

/// <summary>A history's JSON: it comes back as it was, and what is wrong is named.</summary>
public sealed class HistoryFileTests
{
    [Fact]
    public async Task Read_OfWhatWasWritten_IsTheSame()
    {
        var history = Of().Ok(Reserve(1)).Ok(Connect(1, "a"), At()).Commit(1, Intent(OrleansStorage.Volumes.IntentKind.CreateExport, 1, "a"), [Export("a", OrleansStorage.Volumes.ExportPhase.Creating, 1)])
            .Mutate(ArrayVerb.CreateExport, "a").Quiesce([Quiesced("a")], [Quiesced("a")], [Holds(1, "a")]).Build();
        using var file = new MemoryStream();
        await HistoryFile.WriteAsync(file, history);
        var written = Encoding.UTF8.GetString(file.ToArray());
        file.Position = 0;

        using var again = new MemoryStream();
        await HistoryFile.WriteAsync(again, await HistoryFile.ReadAsync(file));

        Assert.Equal(written, Encoding.UTF8.GetString(again.ToArray()));
        Assert.Contains("\"create-export\"", written);
        Assert.Contains("\"not_after_ms\"", written);
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("null", "null")]
    [InlineData("{}", "calls")]
    [InlineData("""{"schema":2,"calls":[]}""", "schema is 2")]
    [InlineData("""{"calls":[],"call":[]}""", "call")]
    [InlineData("""{"calls":[{"at":1}]}""", "$.calls[0]")]
    [InlineData("""{"calls":[],"mutations":[{"at":2,"verb":"restart"},{"at":1,"verb":"restart"}]}""", "mutations: the event 1 comes after 2")]
    [InlineData("""{"calls":[],"mutations":[{"at":2,"verb":"burn"}]}""", "$.mutations[0].verb")]
    public async Task Read_OfWhatIsNoHistory_SaysWhere(string json, string where)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(json));

        var error = await Assert.ThrowsAsync<UnreadableHistoryException>(() => HistoryFile.ReadAsync(file));

        Assert.Contains(where, error.Message);
    }

    [Fact]
    public void Check_OfAPartThatWasNotRecorded_IsInconclusive()
    {
        var history = Of().Ok(Reserve(1)).Build() with { Commits = null, Mutations = null, Turns = null, Shown = null, Quiesce = null };

        var verdicts = HistoryCheckers.All().ToDictionary(c => c.Name, c => c.Check(history).Verdict);

        Assert.Equal(Verdict.Ok, verdicts["linearizability"]);
        Assert.All(verdicts.Where(v => v.Key != "linearizability"), v => Assert.Equal(Verdict.Inconclusive, v.Value));
    }

    [Fact]
    public void Check_OfACallThatEndsTwice_SaysWhich()
    {
        var history = Of().Begin(Reserve(1), out var open).EndOk(open).EndOk(open).Build();

        Assert.Throws<UnreadableHistoryException>(() => HistoryCheckers.All()[0].Check(history));
    }
}
