using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.FirstMinutes;

/// <summary>What a newcomer types: the commands of README and of the start's own words, in their order, show each other's work and complain of nothing.</summary>
public sealed class TypedCommandTests : IAsyncLifetime
{
    private const string DefaultUrl = "http://127.0.0.1:8776";
    private const string Tool = "dotnet run --project client/Orleans.Storage.Cli -c Release --";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(120);
    private readonly TemporaryDirectory _directory = new();
    private SiloProcess _silo = null!;

    private string Url => _silo.Url.AbsoluteUri.TrimEnd('/');

    public async Task InitializeAsync() => _silo = await SiloProcess.StartAsync(new() { DataDirectory = _directory.FullPath });

    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Readme_TypedInOrder_ShowsEachOthersWork() =>
        await TypeAsync(Block(await File.ReadAllLinesAsync(Path.Combine(Repository.Root, "README.md")), "## Use it with OpenStack's own clients"));

    [Fact]
    public async Task Greeting_TypedInOrder_ShowsEachOthersWork()
    {
        await Eventually.Is("the greeting was printed whole", () => Task.FromResult(_silo.Output.Contains("curl", StringComparison.Ordinal)));
        await TypeAsync([.. Block(_silo.Output.Split('\n'), "Try:").Where(command => !command.StartsWith(Tool, StringComparison.Ordinal))]);
    }

    /// <summary>The first block of indented lines after a heading.</summary>
    private static List<string> Block(IEnumerable<string> lines, string heading) =>
        [.. lines.SkipWhile(l => l.Trim() != heading).Skip(1).SkipWhile(string.IsNullOrWhiteSpace).TakeWhile(l => l.StartsWith("  ", StringComparison.Ordinal)).Select(l => l.Trim())];

    private async Task TypeAsync(List<string> commands)
    {
        Assert.InRange(commands.Count, 3, 10);
        foreach (var command in commands)
        {
            var typed = command.Replace(DefaultUrl, Url, StringComparison.Ordinal).Replace(Tool, $"dotnet {Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage")}", StringComparison.Ordinal);
            await using var shell = RunningProcess.Start("bash", ["-c", typed], new Dictionary<string, string> { ["ORLEANS_STORAGE_ENDPOINT"] = Url + "/v3" });
            var exitCode = await shell.WaitForExitAsync(Timeout);
            Assert.True(exitCode == 0 && shell.Output.Contains("first", StringComparison.Ordinal), $"'{typed}' ended with {exitCode}:\n{shell.Output}");
            Assert.DoesNotContain("warn", shell.Output, StringComparison.OrdinalIgnoreCase);
        }
    }
}
