using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansStorage.Testing;
using OrleansStorage.Testing.Cluster;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>.NET's own settings of logging hold, and a start says only what serves.</summary>
public sealed partial class LoggingTests
{
    private const string ArrayAnswers = "its array answers";

    [Fact]
    public async Task Start_WithoutSettings_SaysWhatServesAndWhen()
    {
        using var directory = new TemporaryDirectory();
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath });

        await SaysAsync(silo, ArrayAnswers);

        var logged = silo.Output.Split('\n').Where(l => l.Contains("info: ", StringComparison.Ordinal) || l.Contains("warn: ", StringComparison.Ordinal)).ToList();
        Assert.All(logged, l => Assert.Matches(Stamped(), l));
        Assert.DoesNotContain("Watchdog", silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("warn: ", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithTheJsonFormatter_WritesNothingButJson()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string> { ["Logging:Console:FormatterName"] = "json" };
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        await SaysAsync(silo, ArrayAnswers);

        Assert.All(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
        {
            using var json = JsonDocument.Parse(line);
            Assert.Matches(Stamped(), json.RootElement.GetProperty("Timestamp").GetString()! + " info: OrleansStorage.");
            Assert.True(json.RootElement.TryGetProperty("Scopes", out _));
        });
    }

    [Fact]
    public async Task Start_WithADefaultLevel_AppliesItToTheProductAndNotToOrleans()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string> { ["Logging:LogLevel:Default"] = "Error" };
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });
        using var api = new ApiClient(silo.Url);
        await api.CreateVolumeAsync(); // Its array has answered.

        Assert.DoesNotContain("info: ", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithALevelOfOrleans_ShowsOrleansLines()
    {
        using var directory = new TemporaryDirectory();
        var more = new Dictionary<string, string> { ["Logging:LogLevel:Orleans"] = "Information" };
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });

        await SaysAsync(silo, "info: Orleans.");
    }

    [Fact]
    public async Task Requests_ThatAnArrayDoesNotServe_AreOneLineWithTheRequestsId()
    {
        using var directory = new TemporaryDirectory();
        await using var array = new ArrayProcess(directory.FullPath);
        await array.StartAsync();
        var more = new Dictionary<string, string>
        {
            ["Logging:Console:FormatterName"] = "json", ["Storage:Backends:0:Name"] = "array", ["Storage:Backends:0:Driver"] = "Simulated", ["Storage:Backends:0:Options:Endpoint"] = array.Endpoint,
        };
        await using var silo = await SiloProcess.StartAsync(new SiloSettings { DataDirectory = directory.FullPath, More = more });
        using var api = new ApiClient(silo.Url);
        var volumes = new List<string>();
        for (var i = 0; i < 3; i++) volumes.Add(await api.CreateVolumeAsync());
        var attachments = new List<string>();
        foreach (var volume in volumes) attachments.Add(await api.ReserveAsync(volume));
        await array.KillAsync();

        foreach (var attachment in attachments) Assert.InRange((int)(await api.ConnectAsync(attachment, "compute-1")).Status, 500, 599);

        await SaysAsync(silo, "\"EventId\":1801");
        var lines = silo.Output.Split('\n').Where(l => l.Contains("\"EventId\":1801", StringComparison.Ordinal)).ToList();
        Assert.Equal(lines.Count, lines.Select(Message).Distinct().Count());
        Assert.True(lines.Count < attachments.Count, string.Join('\n', lines));
        Assert.All(lines, l => Assert.Matches("req-.*orleans-storage", Message(l)));
        Assert.All(lines, l => Assert.Contains("\"RequestId\":\"req-", l, StringComparison.Ordinal));

        static string Message(string line)
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("Message").GetString()!;
        }
    }

    private static Task SaysAsync(SiloProcess silo, string text) =>
        Eventually.Is($"the silo says '{text}'", () => Task.FromResult(silo.Output.Contains(text, StringComparison.Ordinal)), TimeSpan.FromSeconds(30));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|warn): [A-Z]")]
    private static partial Regex Stamped();
}
