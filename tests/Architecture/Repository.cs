using System.Reflection;
using System.Xml.Linq;

namespace OrleansStorage.Architecture.Tests;

/// <summary>The tree that these tests read: projects, sources and the assemblies they become.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every project of the product (tests excluded), by name.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = new[] { "src", "grains", "silo", "client" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>Every source file of the product that a person wrote, relative to the root.</summary>
    public static IReadOnlyList<string> Sources { get; } = [.. Projects.Values
        .SelectMany(project => Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories))
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal))
        .Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The projects that a project file refers to by itself.</summary>
    public static IEnumerable<string> ReferencesOf(string project) =>
        XDocument.Load(Projects[project]).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));

    public static string[] Lines(string source) => File.ReadAllLines(Path.Combine(Root, source));

    public static Assembly Load(string project) => Assembly.Load(project);

    /// <summary>The lines of our sources under a folder that a pattern finds, as <c>file:line text</c>.</summary>
    public static IEnumerable<string> Find(string folder, System.Text.RegularExpressions.Regex pattern) =>
        from source in Sources
        where source.StartsWith(folder, StringComparison.Ordinal)
        from line in Lines(source).Select((text, i) => (Text: text, Number: i + 1))
        where pattern.IsMatch(line.Text)
        select $"{source}:{line.Number} {line.Text.Trim()}";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Orleans.Storage.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The repository's root is not above the tests.");
    }
}
