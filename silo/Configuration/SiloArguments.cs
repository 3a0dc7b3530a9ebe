using System.Reflection;

namespace OrleansStorage.Silo.Configuration;

/// <summary>
/// The silo's command line: settings, and nothing else. ASP.NET passes over what it does not know, so that a misspelt argument would
/// start a silo that was not meant.
/// </summary>
internal static class SiloArguments
{
    private const int Wrong = 2;

    private const string Help = """
        One silo of Orleans.Storage: the Cinder v3 API, the grains behind it, and what operators look at.

          --help       say this
          --version    say the version
          --urls URL[;URL...]             where the API listens (http://127.0.0.1:8776)
          --Storage:SECTION:KEY VALUE     any setting of the README's table, such as --Storage:Silo:SiloPort 11112
          --Logging:..., --Kestrel:...    as ASP.NET documents them; so --environment and --contentRoot

        KEY=VALUE will do too. Settings come from appsettings.json in the working directory, from environment variables (Storage__Silo__SiloPort), and from here; the later ones win.
        """;

    /// <summary>Without the commit that the build adds.</summary>
    private static string Version =>
        typeof(SiloArguments).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static readonly string[] Sections = ["Storage", "Logging", "Kestrel"];
    private static readonly string[] Keys =
        ["urls", "http_ports", "https_ports", "environment", "contentRoot", "applicationName", "AllowedHosts"];

    /// <summary>What to say instead of starting, and the exit code; null when the silo is to start.</summary>
    public static (int ExitCode, string Text)? Read(IReadOnlyList<string> args)
    {
        if (args.Any(a => a is "--help" or "-h" or "-?")) return (0, Help);
        if (args.Contains("--version")) return (0, Version);
        for (var i = 0; i < args.Count; i++)
        {
            var isOption = args[i].StartsWith("--", StringComparison.Ordinal);
            var (key, value) = args[i].IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (args[i][..at], args[i][at..]) : (args[i], null);
            if (!IsSetting(isOption ? key[2..] : key) || (!isOption && value is null))
                return (Wrong, $"{key} is no argument of the silo; --help says which there are.");
            if (value is not null) continue;
            if (i + 1 == args.Count || args[i + 1].StartsWith("--", StringComparison.Ordinal)) return (Wrong, $"{key} has no value.");
            i++;
        }
        return null;
    }

    private static bool IsSetting(string key) => Keys.Contains(key, StringComparer.OrdinalIgnoreCase)
        || Sections.Any(section => key.Length > section.Length + 1 && key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase));
}
