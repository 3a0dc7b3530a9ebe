using OrleansStorage.Cli.Demo;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary>The demo's check finds every way in which exports and attachments can differ.</summary>
public sealed class ExportCheckTests
{
    private static readonly DemoHost One = DemoHost.Number(1);
    private static readonly DemoHost Two = DemoHost.Number(2);
    private static readonly HashSet<string> Ours = ["v1", "v2"];

    [Fact]
    public void Compare_WhenEachHostHasItsExport_FindsNothing()
    {
        var check = Check([Attached("v1", One), Attached("v2", Two)], [Shown("v1", One), Shown("v2", Two)], [Recorded("v1", One), Recorded("v2", Two)]);

        Assert.Empty(check.Differences);
        Assert.Equal((2, 2, 2, 2), (check.Attachments, check.Expected, check.OnArray, check.Recorded));
    }

    [Fact]
    public void Compare_OfTwoAttachmentsOnOneHost_ExpectsOneExport()
    {
        var check = Check([Attached("v1", One), Attached("v1", One)], [Shown("v1", One)], [Recorded("v1", One)]);

        Assert.Empty(check.Differences);
        Assert.Equal((2, 1), (check.Attachments, check.Expected));
    }

    [Fact]
    public void Compare_OfAMissingExport_SaysWhoWaitsForIt() =>
        Assert.Equal($"on the array volume v1 is not exported to {One.Initiator}, which has an attachment", Check([Attached("v1", One)], [], [Recorded("v1", One)]).Differences.Single());

    [Fact]
    public void Compare_OfALeakedExport_SaysWhoIsStillLetIn() =>
        Assert.Equal($"on the array volume v1 is exported to {Two.Initiator}, which has no attachment",
            Check([Attached("v1", One)], [Shown("v1", One), Shown("v1", Two)], [Recorded("v1", One)]).Differences.Single());

    [Fact]
    public void Compare_OfADoubledExport_CountsIt() =>
        Assert.Equal($"on the array volume v1 is exported 2 times to {One.Initiator}",
            Check([Attached("v1", One)], [Shown("v1", One), Shown("v1", One)], [Recorded("v1", One)]).Differences.Single());

    [Fact]
    public void Compare_OfATargetWithoutAnybody_IsADifference() =>
        Assert.Equal("on the array volume v1 is exported to nobody, which has no attachment", Check([], [new("v1", null)], []).Differences.Single());

    [Fact]
    public void Compare_OfARecordThatDiffers_SaysSo()
    {
        var check = Check([Attached("v1", One)], [Shown("v1", One)], [Recorded("v1", One, "removing"), Recorded("v2", Two)]);

        Assert.Equal([$"on the record volume v2 is exported to {Two.Name}, which has no attachment", $"on the record the export of volume v1 to {One.Name} is still removing"], check.Differences);
    }

    [Fact]
    public void Compare_OfExportsThatAreNotTheDemos_LeavesThemAlone() =>
        Assert.Empty(Check([], [new("other", "iqn.other"), new(null, "iqn.other")], [new("other", "host", "exported")]).Differences);

    [Fact]
    public void Compare_WhenAnArrayDoesNotAnswer_IsNoSuccess() =>
        Assert.Equal("backend here@sim#pool does not say what it exports", ExportCheck.Compare("end", [], Ours, [new("here@sim#pool", null, [])]).Differences.Single());

    [Fact]
    public void Report_WithoutAnyCheck_IsNotClean() => Assert.False(new DemoReport([], []).IsClean);

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(100, 50, 99)]
    [InlineData(1000, 500, 990)]
    public void Summary_TakesNearestRanks(int count, double p50Ms, double p99Ms)
    {
        var summary = OperationSummary.Of("attach", [.. Enumerable.Range(1, count).Reverse().Select(ms => TimeSpan.FromMilliseconds(ms))], TimeSpan.FromSeconds(2));

        Assert.Equal((count, count / 2.0, p50Ms, p99Ms), (summary.Count, summary.PerSecond, summary.P50Ms, summary.P99Ms));
    }

    private static ExportCheck Check(DemoAttachment[] attachments, ShownExport[] shown, RecordedExport[] recorded) =>
        ExportCheck.Compare("peak", attachments, Ours, [new("here@sim#pool", shown, recorded)]);

    private static DemoAttachment Attached(string volume, DemoHost host) => new(Guid.NewGuid().ToString(), volume, Guid.NewGuid(), host);

    private static ShownExport Shown(string volume, DemoHost host) => new(volume, host.Initiator);

    private static RecordedExport Recorded(string volume, DemoHost host, string phase = "exported") => new(volume, host.Name, phase);
}
