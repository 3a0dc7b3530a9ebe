using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Identity;

/// <summary>What is sent to Keystone to get a token for a project: by a password, another token, or an application credential.</summary>
internal static class KeystoneLogin
{
    /// <summary>The address of Keystone v3, without a slash at the end.</summary>
    /// <exception cref="EndpointException">It is no address of HTTP.</exception>
    public static string Root(CloudSettings cloud)
    {
        var url = cloud.Required("auth_url").TrimEnd('/');
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            throw new EndpointException(
                $"OS_AUTH_URL must be an http or https address such as https://keystone.example.org/v3; {cloud.Source} says otherwise.");
        return url.EndsWith("/v3", StringComparison.Ordinal) ? url : url + "/v3";
    }

    /// <summary>The body of <c>POST /v3/auth/tokens</c>.</summary>
    /// <exception cref="EndpointException">Something is missing; the message names it.</exception>
    public static JsonObject Body(CloudSettings cloud)
    {
        var auth = MethodOf(cloud) switch
        {
            "application_credential" => Auth("application_credential", ApplicationCredential(cloud)),
            "token" => Auth("token", new() { ["id"] = cloud.Required("token") }, Scope(cloud)),
            _ => Auth("password", new() { ["user"] = User(cloud, new() { ["password"] = cloud.Required("password") }) }, Scope(cloud)),
        };
        return new() { ["auth"] = auth };
    }

    private static string MethodOf(CloudSettings cloud) => cloud["auth_type"] switch
    {
        "password" or "v3password" => "password",
        "token" or "v3token" => "token",
        "v3applicationcredential" => "application_credential",
        null when cloud["application_credential_id", "application_credential_name"] is not null => "application_credential",
        null when cloud["token"] is not null && cloud["password"] is null => "token",
        null => "password",
        var other => throw new EndpointException($"OS_AUTH_TYPE is '{other}', not password, token, v3applicationcredential or none."),
    };

    private static JsonObject Auth(string method, JsonObject credential, JsonObject? scope = null)
    {
        var auth = new JsonObject { ["identity"] = new JsonObject { ["methods"] = new JsonArray(method), [method] = credential } };
        if (scope is not null)
            auth["scope"] = scope;
        return auth;
    }

    private static JsonObject ApplicationCredential(CloudSettings cloud)
    {
        var credential = new JsonObject { ["secret"] = cloud.Required("application_credential_secret") };
        if (cloud["application_credential_id"] is { } id)
            credential["id"] = id;
        else
            (credential["name"], credential["user"]) = (cloud.Required("application_credential_name"), User(cloud, []));
        return credential;
    }

    private static JsonObject User(CloudSettings cloud, JsonObject user)
    {
        if (cloud["user_id"] is { } id)
            user["id"] = id;
        else
            (user["name"], user["domain"]) = (cloud.Required("username"), Domain(cloud["user_domain_id"], cloud["user_domain_name"], cloud));
        return user;
    }

    private static JsonObject Scope(CloudSettings cloud) => new()
    {
        ["project"] = cloud["project_id", "tenant_id"] is { } id
            ? new JsonObject { ["id"] = id }
            : new JsonObject
            {
                ["name"] = cloud.Required("project_name", "tenant_name"), ["domain"] = Domain(cloud["project_domain_id"], cloud["project_domain_name"], cloud),
            },
    };

    private static JsonObject Domain(string? id, string? name, CloudSettings cloud)
    {
        if (id is null && name is null)
            (id, name) = (cloud["default_domain_id", "default_domain"], cloud["default_domain_name"]);
        return id is null && name is not null ? new() { ["name"] = name } : new() { ["id"] = id ?? "default" };
    }
}
