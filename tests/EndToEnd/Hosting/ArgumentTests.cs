using System.Globalization;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>The silo's command line.</summary>
public sealed class ArgumentTests
{
    private static readonly string Silo = Repository.Assembly("silo", "Orleans.Storage.Silo");

    [Theory]
    [InlineData("--help", "--Storage:SECTION:KEY VALUE")]
    [InlineData("-h", "--urls URL[;URL...]")]
    [InlineData("--version", "0.1.0")]
    public async Task Silo_AskedAboutItself_AnswersAndEnds(string argument, string answer)
    {
        var ended = await ProgramOutput.Run("dotnet", [Silo, argument]);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains(answer, ended.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--bogus is no argument of the silo; --help says which there are.", "--bogus", "3")]
    [InlineData("--Storag:Silo:SiloPort is no argument of the silo; --help says which there are.", "--Storag:Silo:SiloPort=1")]
    [InlineData("-p is no argument of the silo; --help says which there are.", "-p", "1")]
    [InlineData("serve is no argument of the silo; --help says which there are.", "serve")]
    [InlineData("--urls has no value.", "--urls")]
    [InlineData("--urls has no value.", "--urls", "--Storage:Silo:SiloPort=1")]
    public async Task Silo_WithWhatItDoesNotKnow_EndsWithALine(string line, params string[] arguments)
    {
        var ended = await ProgramOutput.Run("dotnet", [Silo, .. arguments]);

        Assert.Equal((2, line), (ended.ExitCode, ended.Output.Trim()));
    }

    [Fact]
    public async Task Silo_WithSettingsAsArguments_ServesByThem()
    {
        using var directory = new TemporaryDirectory();
        var ports = FreePort.Next(4).Select(port => port.ToString(CultureInfo.InvariantCulture)).ToArray();
        await using var silo = RunningProcess.Start("dotnet",
            [Silo, "--urls", $"http://127.0.0.1:{ports[0]}", $"--Storage:Silo:SiloPort={ports[1]}", $"Storage:Silo:GatewayPort={ports[2]}", "--storage:admin:urls", $"http://127.0.0.1:{ports[3]}", $"--Storage:DataDirectory={directory.FullPath}"]);

        await silo.WaitForOutputAsync($"http://127.0.0.1:{ports[3]}/metrics", TimeSpan.FromSeconds(60));
    }
}
