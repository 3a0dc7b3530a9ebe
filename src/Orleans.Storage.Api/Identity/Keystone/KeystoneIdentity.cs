using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrleansStorage.Api.Errors;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>
/// Keystone's tokens (contract §4, §11): <c>X-Auth-Token</c> says who asks; <c>X-Service-Token</c>, when there is one, must be of a user with the role <c>service</c>, and then the user's token may have
/// expired, as with <c>keystonemiddleware</c>.
/// </summary>
internal sealed class KeystoneIdentity(TokenCache tokens, IOptions<KeystoneOptions> options) : IIdentityStrategy
{
    private const string AdminRole = "admin";
    private const string ServiceRole = "service";
    private const int RetryAfterSeconds = 1;

    /// <inheritdoc/>
    public string Name => "Keystone";

    /// <inheritdoc/>
    public string? Challenge { get; } = $"Keystone uri=\"{options.Value.Root}\"";

    /// <inheritdoc/>
    public async ValueTask<RequestIdentity?> IdentifyAsync(HttpRequest request, string? urlProject, string requestId)
    {
        try
        {
            var serviceToken = request.Headers["X-Service-Token"].ToString();
            var isService = serviceToken.Length > 0;
            if (isService && (await tokens.FindAsync(serviceToken, allowExpired: false))?.Roles.Contains(ServiceRole) is not true)
            {
                return null;
            }

            var token = await tokens.FindAsync(request.Headers["X-Auth-Token"].ToString(), allowExpired: isService);
            return token is null ? null : IdentityOf(token, isService, requestId);
        }
        catch (KeystoneUnavailableException)
        {
            throw new ApiException(new ApiFault(503, "The Keystone service is temporarily unavailable.", RetryAfterSeconds));
        }
    }

    private static RequestIdentity IdentityOf(KeystoneToken token, bool isService, string requestId)
    {
        var project = token.ProjectId ?? throw new ApiException(403, "The token in X-Auth-Token is not scoped to a project; get one that is.");
        return new(new Caller(new ProjectId(project), token.UserId, token.Roles.Contains(AdminRole), requestId) { IsService = isService }, token.Roles);
    }
}
