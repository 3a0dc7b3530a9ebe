using System.Net;
using System.Text.Json.Nodes;
using OrleansStorage.Cli;

namespace OrleansStorage.Client.Tests.Cli;

/// <summary><c>orleans-storage doctor</c>: what it asks, shows, and answers to the shell.</summary>
public sealed class DoctorCommandTests : IDisposable
{
    private const string Records = "/v3/orleans-storage/records";
    private readonly string _file = Path.GetTempFileName();
    private readonly FakeApi _api = new();
    private readonly Tool _tool;

    public DoctorCommandTests() => _tool = new(_api);

    public void Dispose()
    {
        _tool.Dispose();
        _api.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public async Task Doctor_OfRecordsThatCannotBeRead_ListsThem()
    {
        _api.On("GET " + Records, """{"records":[{"kind":"volume","id":"v1","why":"It ends in the middle."}]}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("doctor"));

        Assert.Contains(_tool.Output.Split('\n'), line => line.Contains("volume", StringComparison.Ordinal) && line.Contains("v1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Doctor_WhereAllCanBeRead_SaysSo()
    {
        _api.On("GET " + Records, """{"records":[]}""");

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("doctor"));

        Assert.Contains("Every record can be read.", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_WithADocument_SendsIt()
    {
        await File.WriteAllTextAsync(_file, """{"id":"v1"}""");
        _api.On($"PUT {Records}/volume/v1", "", HttpStatusCode.NoContent);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync("doctor", "repair", "volume", "v1", _file));

        Assert.Equal("v1", JsonNode.Parse(_api.Requests.Single().Body)!["record"]!["document"]!["id"]!.GetValue<string>());
    }

    [Fact]
    public async Task Repair_WithWhatIsNoJson_AsksNobody()
    {
        await File.WriteAllTextAsync(_file, "{");

        Assert.NotEqual(ExitCode.Done, await _tool.RunAsync("doctor", "repair", "volume", "v1", _file));

        Assert.Empty(_api.Requests);
    }

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "?force=true")]
    public async Task Remove_WithOrWithoutForce_AsksForItOnlyWhenTold(bool isForced, string query)
    {
        _api.On($"DELETE {Records}/volume/v1{query}", "", HttpStatusCode.NoContent);

        Assert.Equal(ExitCode.Done, await _tool.RunAsync(["doctor", "remove", "volume", "v1", .. isForced ? ["--force"] : Array.Empty<string>()]));

        Assert.Single(_api.Requests);
    }
}
