using OrleansStorage.Testing;

namespace OrleansStorage.EndToEnd;

/// <summary>The orleans-storage tool as its users run it.</summary>
internal static class StorageTool
{
    /// <summary>Starts it against a silo.</summary>
    public static RunningProcess Start(SiloProcess silo, params string[] arguments) =>
        RunningProcess.Start("dotnet", [Repository.Assembly("client/Orleans.Storage.Cli", "orleans-storage"), .. arguments, "--endpoint", silo.Url.AbsoluteUri]);
}
