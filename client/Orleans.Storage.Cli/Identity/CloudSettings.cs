using System.Globalization;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Identity;

/// <summary>
/// Who asks, and where, as OpenStack's clients are told it: by <c>OS_…</c> variables, or by a cloud of <c>clouds.yaml</c>. Both have the
/// same keys (<c>OS_AUTH_URL</c> is <c>auth_url</c>). Immutable.
/// </summary>
internal sealed class CloudSettings
{
    private const string Prefix = "OS_";

    /// <summary>What a file may leave to the environment.</summary>
    private static readonly string[] Secrets = ["password", "application_credential_secret", "token"];

    private static readonly string[] Keys =
    [
        "auth_url", "auth_type", "username", "user_id", "password", "token", "application_credential_id", "application_credential_name",
        "application_credential_secret",
        "project_id", "project_name", "tenant_id", "tenant_name", "user_domain_id", "user_domain_name", "project_domain_id", "project_domain_name",
        "default_domain", "default_domain_id",
        "default_domain_name", "region_name", "interface", "endpoint_type", "cacert", "insecure",
    ];

    private readonly IReadOnlyDictionary<string, string> _values;

    private CloudSettings(string source, IReadOnlyDictionary<string, string> values) => (Source, _values) = (source, values);

    /// <summary>Where they come from, for an error.</summary>
    public string Source { get; }

    /// <summary>The settings; null when nothing says that there is a Keystone.</summary>
    /// <param name="cloud">The name of a cloud; null for what <c>OS_CLOUD</c> says.</param>
    /// <param name="environment">Reads a variable.</param>
    /// <exception cref="EndpointException">There is no such cloud, or its file cannot be read.</exception>
    public static CloudSettings? Find(string? cloud, Func<string, string?> environment)
    {
        var variables = Keys.Select(key => (key, value: environment(Prefix + key.ToUpper(CultureInfo.InvariantCulture))))
            .Where(v => v.value is { Length: > 0 }).ToDictionary(v => v.key, v => v.value!);
        var name = cloud ?? environment("OS_CLOUD");
        var settings = name is { Length: > 0 } ? FromFile(name, environment, variables) : new("the environment's OS_ variables", variables);
        return settings["auth_url"] is null || settings.Text("auth_type") is "none" or "noauth" ? null : settings;
    }

    /// <summary>The value of the first of these keys that has one; null without any.</summary>
    public string? this[params ReadOnlySpan<string> keys]
    {
        get
        {
            foreach (var key in keys)
            {
                if (_values.TryGetValue(key, out var value))
                    return value;
            }
            return null;
        }
    }

    /// <summary>The same; an empty text without any.</summary>
    public string Text(params ReadOnlySpan<string> keys) => this[keys] ?? "";

    /// <summary>The value of a key that must have one.</summary>
    /// <exception cref="EndpointException">It has none.</exception>
    public string Required(params ReadOnlySpan<string> keys) =>
        this[keys] ?? throw new EndpointException(
            $"Keystone needs {Prefix}{keys[0].ToUpper(CultureInfo.InvariantCulture)} ({keys[0]} in clouds.yaml), and it is not among {Source}.");

    /// <summary>Whether the server's certificate is believed as it is.</summary>
    public bool IsInsecure =>
        Text("insecure").ToUpperInvariant() is "TRUE" or "1" or "YES" || Text("verify").ToUpperInvariant() is "FALSE" or "0" or "NO";

    private static CloudSettings FromFile(string name, Func<string, string?> environment, Dictionary<string, string> variables)
    {
        var (path, values) = CloudFiles.Read(name, environment);
        foreach (var secret in Secrets.Where(variables.ContainsKey))
            values.TryAdd(secret, variables[secret]);
        if (!values.ContainsKey("auth_url"))
            throw new EndpointException($"Cloud '{name}' of {path} has no auth_url.");
        return new($"the settings of cloud '{name}' in {path}", values);
    }
}
