using OrleansStorage.Drivers;

namespace OrleansStorage.Silo.Configuration;

/// <summary>
/// Where a silo keeps its files when nothing is configured. Not where it happens to be started: started from another directory it would be a new installation, with nothing on record. In this order: systemd's
/// <c>STATE_DIRECTORY</c>; <c>data</c> beside the project, for a silo that runs from its sources; <c>/var/lib/orleans-storage</c> for root; <c>orleans-storage</c> in the user's data directory (XDG_DATA_HOME).
/// </summary>
internal static class DataDirectories
{
    private const string Name = "orleans-storage";

    /// <summary>The directory.</summary>
    /// <param name="programDirectory">Where the program's own files are.</param>
    /// <param name="environment">The environment.</param>
    public static string Default(string programDirectory, Func<string, string?> environment)
    {
        if (environment("STATE_DIRECTORY") is { Length: > 0 } state) return state.Split(':')[0];
        if (ProjectOf(programDirectory) is { } project) return Path.Combine(project, "data");
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()) return "/var/lib/" + Name;
        return Path.Combine(environment("XDG_DATA_HOME") is { Length: > 0 } data ? data : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), Name);
    }

    /// <summary>Before, the default was <c>data</c> in the working directory: what is there must not be forgotten without a word.</summary>
    /// <exception cref="DriverConfigurationException">There is a database in it, and the default is elsewhere.</exception>
    public static void ThrowIfLeftBehind(string chosen, string workingDirectory)
    {
        var before = Path.Combine(workingDirectory, "data");
        if (Path.GetFullPath(chosen) == Path.GetFullPath(before) || File.Exists(Path.Combine(chosen, "storage.db")) || !File.Exists(Path.Combine(before, "storage.db"))) return;
        throw new DriverConfigurationException(
            $"Storage:DataDirectory is not set, its default is {chosen} now, and {before} has a database: set Storage:DataDirectory={before} to go on with it, or Storage:DataDirectory={chosen} to begin anew");
    }

    /// <summary>The project whose build the program is; null for one that was published or installed.</summary>
    private static string? ProjectOf(string programDirectory)
    {
        for (var directory = new DirectoryInfo(programDirectory); directory is not null; directory = directory.Parent)
        {
            if (directory.Name == "bin" && directory.Parent is { } project && project.EnumerateFiles("*.csproj").Any()) return project.FullName;
        }
        return null;
    }
}
