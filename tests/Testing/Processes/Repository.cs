namespace OrleansStorage.Testing.Processes;

/// <summary>Where the programs under test have been built: beside the tests, in the same configuration.</summary>
public static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A project's assembly.</summary>
    /// <param name="project">Its folder, from the root.</param>
    /// <param name="assembly">The assembly's file name.</param>
    public static string Assembly(string project, string assembly)
    {
        var path = Path.Combine(Root, project, "bin", Configuration(), "net10.0", assembly);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built; the test's project must reference {project}.");
    }

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Orleans.Storage.sln"))) return directory.FullName;
        }
        throw new DirectoryNotFoundException($"There is no Orleans.Storage.sln above {AppContext.BaseDirectory}.");
    }

    /// <summary>…/bin/CONFIGURATION/net10.0/</summary>
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
}
