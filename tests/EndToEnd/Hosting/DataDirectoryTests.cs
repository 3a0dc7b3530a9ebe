using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd.Hosting;

/// <summary>Where a silo keeps its files when nobody says: not where it happens to be started.</summary>
public sealed class DataDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_FromAnotherWorkingDirectory_IsTheSameInstallation()
    {
        var (first, second) = (await InstallationAsync("here"), await InstallationAsync("there"));

        Assert.Equal(first, second);
        Assert.False(Directory.Exists(_directory["here/data"]));
    }

    [Fact]
    public async Task Start_WhereAnOlderVersionKeptItsDatabase_SaysSoAndDoesNotBeginAnew()
    {
        Directory.CreateDirectory(_directory["old/data"]);
        await File.WriteAllTextAsync(_directory["old/data/storage.db"], "");

        var (exitCode, output) = await SiloProcess.RunToEndAsync(Settings("old"));

        Assert.Equal(1, exitCode);
        Assert.Contains($"set Storage:DataDirectory={_directory["old/data"]}", Assert.Single(output.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.False(File.Exists(_directory["state/storage.db"]));
    }

    private async Task<string> InstallationAsync(string workingDirectory)
    {
        await using var silo = await SiloProcess.StartAsync(Settings(workingDirectory));
        var drift = await StorageTool.RunAsync(silo, "backend", "drift", "simulated");
        return drift["standing"]!["installation"]!.GetValue<string>();
    }

    private SiloSettings Settings(string workingDirectory)
    {
        Directory.CreateDirectory(_directory[workingDirectory]);
        return new() { DataDirectory = _directory[workingDirectory], IsDataDirectorySet = false, More = new Dictionary<string, string> { ["STATE_DIRECTORY"] = _directory["state"] } };
    }
}
