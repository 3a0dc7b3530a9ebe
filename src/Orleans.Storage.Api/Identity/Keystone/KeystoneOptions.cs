namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>Where Keystone is, and as whom tokens are validated there (<c>Storage:Identity:Keystone</c>).</summary>
public sealed class KeystoneOptions
{
    /// <summary>Keystone's address, with or without <c>/v3</c>; also what a 401 tells callers in <c>WWW-Authenticate</c>.</summary>
    public string Url { get; set; } = "";

    /// <summary>The user that validates tokens; needs the role <c>service</c> or <c>admin</c> in <see cref="Project"/>.</summary>
    public string Username { get; set; } = "";

    /// <summary>The user's password. A secret.</summary>
    public string Password { get; set; } = "";

    /// <summary>The id of an application credential of that user, instead of <see cref="Username"/> and <see cref="Password"/>; it brings its project with it. Default none.</summary>
    public string ApplicationCredentialId { get; set; } = "";

    /// <summary>The application credential's secret.</summary>
    public string ApplicationCredentialSecret { get; set; } = "";

    /// <summary>A file of PEM certificates of the authorities that Keystone's own may come from. Default: those of the machine.</summary>
    public string? CaFile { get; set; }

    /// <summary>The user's project. Default <c>service</c>.</summary>
    public string Project { get; set; } = "service";

    /// <summary>The domain of the user, by name. Default <c>Default</c>.</summary>
    public string UserDomain { get; set; } = "Default";

    /// <summary>The domain of the project, by name. Default <c>Default</c>.</summary>
    public string ProjectDomain { get; set; } = "Default";

    /// <summary>How long an answer of Keystone is believed, in seconds: a token that was revoked is refused after at most so long. Default 60.</summary>
    public int MaxAgeSeconds { get; set; } = 60;

    /// <summary>How many tokens are remembered; those over it are validated at every request. Default 100,000, some 60 MB.</summary>
    public int MaxTokens { get; set; } = 100_000;

    /// <summary>How long Keystone may take for an answer, in milliseconds. Default 10,000.</summary>
    public int TimeoutMs { get; set; } = 10_000;

    /// <summary>Whether an application credential stands for the user.</summary>
    internal bool HasApplicationCredential => ApplicationCredentialId.Length > 0;

    /// <summary><see cref="Url"/> with <c>/v3</c>, without a slash at the end.</summary>
    internal string Root => Url.TrimEnd('/') is var url && url.EndsWith("/v3", StringComparison.Ordinal) ? url : url + "/v3";
}
