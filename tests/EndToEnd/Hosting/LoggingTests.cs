using System.Text.Json;
using System.Text.RegularExpressions;
using OrleansStorage.Testing;

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

    private static Task SaysAsync(SiloProcess silo, string text) =>
        Eventually.Is($"the silo says '{text}'", () => Task.FromResult(silo.Output.Contains(text, StringComparison.Ordinal)), TimeSpan.FromSeconds(30));

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z (info|warn): [A-Z]")]
    private static partial Regex Stamped();
}
