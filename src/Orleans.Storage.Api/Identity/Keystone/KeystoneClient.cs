using System.Collections.Frozen;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>
/// Keystone v3's validation of tokens. It never says that it understands access rules (<c>OpenStack-Identity-Access-Rules</c>), so Keystone itself refuses tokens of application credentials that are
/// restricted by them.
/// </summary>
internal sealed partial class KeystoneClient(KeystoneHttp http, ServiceToken own, KeystoneMeter meter, ILogger<KeystoneClient> logger) : IKeystone
{
    /// <inheritdoc/>
    public async Task<KeystoneToken?> ValidateAsync(string token, bool allowExpired)
    {
        try
        {
            var answer = await AskAsync(token, allowExpired);
            // Our own token was revoked, or Keystone lost its keys.
            return Read(answer.Status == HttpStatusCode.Unauthorized ? await AskAsync(token, allowExpired) : answer);
        }
        catch (Exception e) when (e is KeystoneUnavailableException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            meter.Failed();
            // While Keystone is left alone every request would say the same.
            if (e.InnerException is not BrokenCircuitException)
            {
                LogUnavailable(e.Message);
            }

            throw e as KeystoneUnavailableException ?? new KeystoneUnavailableException("Keystone's answer cannot be understood.", e);
        }
    }

    private async Task<KeystoneAnswer> AskAsync(string token, bool allowExpired)
    {
        var serviceToken = await own.GetAsync();
        var path = "auth/tokens?nocatalog" + (allowExpired ? "&allow_expired=1" : "");
        var answer = await http.SendAsync(() => new(HttpMethod.Get, path) { Headers = { { "X-Auth-Token", serviceToken.Reveal }, { "X-Subject-Token", token } } });
        if (answer.Status == HttpStatusCode.Unauthorized)
        {
            own.Forget(serviceToken);
        }

        return answer;
    }

    private static KeystoneToken? Read(KeystoneAnswer answer) => answer.Status switch
    {
        HttpStatusCode.OK => Read(answer.Body),
        HttpStatusCode.NotFound => null,
        HttpStatusCode.Forbidden => throw new KeystoneUnavailableException(
            $"Keystone answered {answer.Said}: it does not let the user of Storage:Identity:Keystone validate tokens; it needs the role service or admin in its project."),
        _ => throw new KeystoneUnavailableException($"Keystone answered {answer.Said} to a validation."),
    };

    private static KeystoneToken Read(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        var token = json.RootElement.GetProperty("token");
        var roles = token.TryGetProperty("roles", out var list) ? list.EnumerateArray().Select(r => r.GetProperty("name").GetString()!) : [];
        var project = token.TryGetProperty("project", out var scope) ? scope.GetProperty("id").GetString() : null;
        return new(token.GetProperty("user").GetProperty("id").GetString()!, project, roles.ToFrozenSet(StringComparer.OrdinalIgnoreCase), token.GetProperty("expires_at").GetDateTimeOffset());
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A token cannot be validated: {Reason}")]
    private partial void LogUnavailable(string reason);
}
