using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Identity;

/// <summary>
/// Cinder's <c>noauth</c>: believes the text <c>user:project</c> in <c>X-Auth-Token</c>. A token without a project, and a request without a token, act for the project in the path.
/// Trusts every caller as a service, since there is nobody who could prove to be one.
/// </summary>
public sealed class NoAuthIdentity(IOptions<NoAuthOptions> options) : IIdentityStrategy
{
    private const string Admin = "admin";
    private readonly HashSet<string> _members = new(options.Value.Members, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "NoAuth";

    /// <inheritdoc/>
    public ValueTask<RequestIdentity?> IdentifyAsync(HttpRequest request, string? urlProject, string requestId)
    {
        var token = request.Headers["X-Auth-Token"].ToString();
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        var user = colon < 0 ? token : token[..colon];
        var project = colon < 0 ? "" : token[(colon + 1)..];
        if (user.Length == 0)
        {
            user = Admin;
        }

        if (project.Length == 0)
        {
            project = urlProject ?? user;
        }

        var caller = new Caller(new ProjectId(project), user, !_members.Contains(user), requestId);
        return ValueTask.FromResult<RequestIdentity?>(new(caller, IsService: true));
    }
}
