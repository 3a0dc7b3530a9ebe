using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using OrleansStorage.Ids;

namespace OrleansStorage.Api.Identity;

/// <summary>
/// Cinder's <c>noauth</c>: believes the text <c>user:project</c> in <c>X-Auth-Token</c>. A token without a project, and a request without a token, act for the project in the path, and where there is none for
/// <c>admin</c>: so what each client does by default, the others show by default.
/// Trusts every caller as a service, since there is nobody who could prove to be one.
/// </summary>
public sealed class NoAuthIdentity(IOptions<NoAuthOptions> options) : IIdentityStrategy
{
    private const string Admin = "admin";
    private static readonly FrozenSet<string> ReaderRoles = Roles("reader");
    private static readonly FrozenSet<string> MemberRoles = Roles("member", "reader");
    private static readonly FrozenSet<string> AdminRoles = Roles(Admin, "member", "reader");
    private readonly HashSet<string> _members = new(options.Value.Members, StringComparer.Ordinal);
    private readonly HashSet<string> _readers = new(options.Value.Readers, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "NoAuth";

    /// <inheritdoc/>
    public string? Challenge => null;

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
            project = urlProject ?? Admin;
        }

        var roles = _readers.Contains(user) ? ReaderRoles : _members.Contains(user) ? MemberRoles : AdminRoles;
        var caller = new Caller(new ProjectId(project), user, roles.Contains(Admin), requestId) { IsService = true };
        return ValueTask.FromResult<RequestIdentity?>(new(caller, roles));
    }

    private static FrozenSet<string> Roles(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
