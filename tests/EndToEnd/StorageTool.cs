using System.Text.Json.Nodes;
using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd;

/// <summary>The orleans-storage tool as its users run it.</summary>
internal static class StorageTool
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>Starts it against a silo.</summary>
    public static RunningProcess Start(SiloProcess silo, params string[] arguments) =>
        RunningProcess.Start("dotnet", [Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage"), .. arguments, "--endpoint", silo.Url.AbsoluteUri]);

    /// <summary>Runs it to its end, which must be a good one.</summary>
    /// <returns>The object that it showed; an empty one when it showed none.</returns>
    public static async Task<JsonObject> RunAsync(SiloProcess silo, params string[] arguments)
    {
        await using var tool = Start(silo, [.. arguments, "--output", "json"]);
        var exitCode = await tool.WaitForExitAsync(Timeout);
        Assert.True(exitCode == 0, $"'{string.Join(' ', arguments)}' ended with {exitCode}: {tool.Output}");
        return tool.Output.Length == 0 ? [] : JsonNode.Parse(tool.Output)!.AsObject();
    }

    /// <summary>What makes a command of the attach life go through the SDK to a silo; another gateway that is named beside it does not answer.</summary>
    public static string[] ThroughSdk(SiloProcess silo) => ["--cluster", $"127.0.0.1:1,localhost:{silo.Settings.GatewayPort}"];
}
