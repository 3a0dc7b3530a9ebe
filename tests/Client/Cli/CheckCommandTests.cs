using OrleansStorage.Cli;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary><c>orleans-storage check</c>: the verdicts, the event that breaks which invariant, and the exit code.</summary>
public sealed class CheckCommandTests : IDisposable
{
    private const string Whole = """
        {"schema":1,"calls":[],"commits":[],"mutations":[],"turns":[],"shown":{"secrets":[],"texts":[]},"quiesce":{"at":9,"recorded":[],"on_array":[],"attachments":[]}}
        """;

    private const string TwoTimesExported = """
        {"schema":1,"calls":[],"commits":[],"quiesce":{"at":9,"recorded":[],"on_array":[],"attachments":[]},"mutations":[
          {"at":3,"verb":"create-export","volume":"11111111-1111-4111-8111-111111111111","initiator":"iqn.a","target":"t","lun":1},
          {"at":4,"verb":"create-export","volume":"11111111-1111-4111-8111-111111111111","initiator":"iqn.a","target":"t","lun":1}]}
        """;

    private readonly string _file = Path.GetTempFileName();
    private readonly FakeApi _api = new();
    private readonly Tool _tool;

    public CheckCommandTests() => _tool = new(_api);

    public void Dispose()
    {
        File.Delete(_file);
        _tool.Dispose();
        _api.Dispose();
    }

    [Fact]
    public async Task Check_OfAGoodHistory_SaysOkOfEachCheckerAndAsksNobody()
    {
        await File.WriteAllTextAsync(_file, Whole);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("check", _file));

        Assert.Equal(9, _tool.Output.Split('\n').Count(line => line.Contains(" ok ")));
        Assert.Empty(_api.Requests);
    }

    [Fact]
    public async Task Check_OfABadHistory_NamesInvariantAndEvent()
    {
        await File.WriteAllTextAsync(_file, TwoTimesExported);

        Assert.Equal(ExitCode.Failed, await _tool.RunAsync("check", _file, "--checker", "array"));

        var row = _tool.Output.Split('\n').Single(line => line.Contains("violated"));
        Assert.Matches(@"array\s*│\s*violated\s*│\s*S2\s*│\s*4\s*│", row);
    }

    [Fact]
    public async Task Check_OfAPartThatIsNotThere_IsInconclusive()
    {
        await File.WriteAllTextAsync(_file, """{"schema":1,"calls":[]}""");

        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("check", _file));

        Assert.Contains("inconclusive", _tool.Output);
        Assert.Contains("has no commits", _tool.Output);
    }

    [Fact]
    public async Task Check_OfWhatIsNoHistory_SaysWhere()
    {
        await File.WriteAllTextAsync(_file, """{"schema":1,"calls":[{"at":"one"}]}""");

        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("check", _file));

        Assert.Contains("$.calls[0].at", _tool.Errors);
    }

    [Theory]
    [InlineData("--checker", "nonsense")]
    [InlineData("--budget", "0")]
    public async Task Check_WithAWrongOption_SaysSo(string option, string value)
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("check", _file, option, value));

        Assert.Contains(value == "0" ? option : value, _tool.Errors);
    }

    [Fact]
    public async Task Check_OfNoFile_SaysSo()
    {
        Assert.Equal(ExitCode.Unusable, await _tool.RunAsync("check", _file + ".none"));

        Assert.Contains(_file + ".none", _tool.Errors);
    }
}
