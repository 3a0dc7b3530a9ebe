using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OrleansStorage.Connections;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>The token with which this service asks Keystone about others; got once and again before it ends. Safe from any thread.</summary>
internal sealed partial class ServiceToken(KeystoneHttp http, IOptions<KeystoneOptions> options, TimeProvider time, ILogger<ServiceToken> logger) : IDisposable
{
    private const string Section = "Storage:Identity:Keystone";

    /// <summary>How long before its end a token is replaced: longer than a request with it may take.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(60);

    /// <summary>How long credentials that Keystone refused are not tried again: Keystone locks out who tries too often.</summary>
    private static readonly TimeSpan RefusalAge = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _turn = new(1);
    private volatile Issued? _issued;
    private DateTimeOffset _refusedUntil;

    /// <summary>A token that is good for a while.</summary>
    /// <exception cref="KeystoneUnavailableException">Keystone gives none.</exception>
    public async Task<Secret> GetAsync()
    {
        if (Current() is { } current)
        {
            return current;
        }

        await _turn.WaitAsync();
        try
        {
            return Current() ?? (_issued = await IssueAsync()).Token;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Keystone refused this token: the next one is a new one.</summary>
    public void Forget(Secret token)
    {
        if (_issued is { } issued && issued.Token == token)
        {
            _issued = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private Secret? Current() => _issued is { } issued && time.GetUtcNow() < issued.RenewAt ? issued.Token : null;

    private async Task<Issued> IssueAsync()
    {
        if (time.GetUtcNow() < _refusedUntil)
        {
            throw Refused();
        }

        var answer = await http.SendAsync(() => new(HttpMethod.Post, "auth/tokens?nocatalog") { Content = JsonContent.Create(Credentials(options.Value)) });
        if ((int)answer.Status is not 201 || answer.SubjectToken is not { } token)
        {
            _refusedUntil = time.GetUtcNow() + RefusalAge;
            LogRefused(answer.Said, WhoAsks(options.Value));
            throw Refused();
        }

        using var json = JsonDocument.Parse(answer.Body);
        return new(token, json.RootElement.GetProperty("token").GetProperty("expires_at").GetDateTimeOffset() - Margin);
    }

    private static KeystoneUnavailableException Refused() => new("Keystone refused this service's own credentials.") { IsLogged = true };

    private static string WhoAsks(KeystoneOptions o) =>
        o.HasApplicationCredential ? $"application credential '{o.ApplicationCredentialId}'" : $"user '{o.Username}' of project '{o.Project}'";

    private static object Credentials(KeystoneOptions o) => o.HasApplicationCredential
        ? new { auth = new { identity = new { methods = new[] { "application_credential" }, application_credential = new { id = o.ApplicationCredentialId, secret = o.ApplicationCredentialSecret } } } }
        : new
        {
            auth = new
            {
                identity = new { methods = new[] { "password" }, password = new { user = new { name = o.Username, password = o.Password, domain = new { name = o.UserDomain } } } },
                scope = new { project = new { name = o.Project, domain = new { name = o.ProjectDomain } } },
            },
        };

    [LoggerMessage(Level = LogLevel.Error, Message = "Keystone answered {Answer} to {WhoAsks}: check " + Section
        + ":Username, Password, Project, UserDomain and ProjectDomain, or ApplicationCredentialId and -Secret. No token can be validated.")]
    private partial void LogRefused(string answer, string whoAsks);

    private sealed record Issued(Secret Token, DateTimeOffset RenewAt);
}
