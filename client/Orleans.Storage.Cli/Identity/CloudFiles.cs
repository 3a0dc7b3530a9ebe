using OrleansStorage.Cli.Rest;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace OrleansStorage.Cli.Identity;

/// <summary>A cloud of <c>clouds.yaml</c>, with what <c>secure.yaml</c> adds to it, from where OpenStack's clients look for them.</summary>
internal static class CloudFiles
{
    private const string Clouds = "clouds";
    private static readonly string[] Endings = [".yaml", ".yml"];

    /// <summary>The cloud's settings: its own keys and those of its <c>auth</c>, with '_' for '-'; and the file.</summary>
    /// <exception cref="EndpointException">There is no such cloud, or a file cannot be read.</exception>
    public static (string Path, Dictionary<string, string> Values) Read(string cloud, Func<string, string?> environment)
    {
        var path = Find(Clouds, environment("OS_CLIENT_CONFIG_FILE"), environment)
            ?? throw new EndpointException($"Cloud '{cloud}' is asked for, and there is no clouds.yaml in {string.Join(", ", Folders(environment))};"
                + " OS_CLIENT_CONFIG_FILE may name one.");
        var values = ValuesOf(path, cloud) ?? throw new EndpointException($"{path} has no cloud '{cloud}'.");
        if (Find("secure", environment("OS_CLIENT_SECURE_FILE"), environment) is { } secure)
        {
            foreach (var (key, value) in ValuesOf(secure, cloud) ?? [])
                values[key] = value;
        }
        return (path, values);
    }

    private static string? Find(string name, string? told, Func<string, string?> environment) =>
        told is { Length: > 0 }
            ? told
            : Folders(environment).SelectMany(folder => Endings.Select(end => Path.Combine(folder, name + end))).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Folders(Func<string, string?> environment)
    {
        var home = environment("HOME") ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var settings = environment("XDG_CONFIG_HOME") is { Length: > 0 } told ? told : Path.Combine(home, ".config");
        return [Environment.CurrentDirectory, Path.Combine(settings, "openstack"), "/etc/openstack"];
    }

    private static Dictionary<string, string>? ValuesOf(string path, string cloud)
    {
        try
        {
            using var text = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(text);
            var root = stream.Documents.Count > 0 ? stream.Documents[0].RootNode : null;
            return Child(Child(root, Clouds), cloud) is YamlMappingNode found ? Flatten(found) : null;
        }
        catch (YamlException e)
        {
            // Its message can show the text around the mistake, which may be a password.
            throw new EndpointException($"{path} is not YAML: line {e.Start.Line}, column {e.Start.Column}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static YamlNode? Child(YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null;

    private static Dictionary<string, string> Flatten(YamlMappingNode cloud)
    {
        var values = new Dictionary<string, string>();
        foreach (var map in new[] { cloud, Child(cloud, "auth") }.OfType<YamlMappingNode>())
        {
            foreach (var (key, value) in map.Children)
            {
                if (key is YamlScalarNode { Value: { } name } && value is YamlScalarNode { Value: { Length: > 0 } text })
                    values[name.Replace('-', '_')] = text;
            }
        }
        // A region is a name, or a map with a name and more.
        if (Child(cloud, "regions") is YamlSequenceNode { Children: [var first, ..] }
            && (first is YamlMappingNode ? Child(first, "name") : first) is YamlScalarNode { Value: { Length: > 0 } region })
            values.TryAdd("region_name", region);
        return values;
    }
}
