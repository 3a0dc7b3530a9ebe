namespace OrleansStorage.Testing;

/// <summary>Where this checkout is, and what was built in it.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The configuration that this test was built with, so that it starts programs of the same build.</summary>
    public static string Configuration { get; } = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>A built program's assembly.</summary>
    public static string Assembly(string project, string name) => Path.Combine(Root, project, "bin", Configuration, "net10.0", name + ".dll");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.Storage.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException($"Orleans.Storage.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
