using System.Net;
using System.Net.Http.Json;
using System.Net.Security;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrleansStorage.Cli.Rest;
using OrleansStorage.Http;

namespace OrleansStorage.Cli.Identity;

/// <summary>
/// Somebody whom Keystone knows: gives each request his token, and gets a new one when it is refused. Safe from any thread.
/// </summary>
internal sealed class KeystoneSession : DelegatingHandler
{
    private const string TokenHeader = "X-Auth-Token";
    private readonly CloudSettings _cloud;
    private volatile string _token = "";

    private KeystoneSession(CloudSettings cloud, HttpMessageHandler network)
        : base(new KnownLengthHandler(network)) => _cloud = cloud;

    /// <summary>The id of the project that the token is for.</summary>
    public string Project { get; private set; } = "";

    /// <summary>The user's id.</summary>
    public string User { get; private set; } = "";

    /// <summary>The services that Keystone names.</summary>
    public JsonArray Catalog { get; private set; } = [];

    /// <summary>Logs in.</summary>
    /// <param name="cloud">Who, and where.</param>
    /// <param name="network">What carries the requests; null for the network. It goes with the session.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="EndpointException">Keystone does not answer, or refuses.</exception>
    public static async Task<KeystoneSession> LoginAsync(CloudSettings cloud, HttpMessageHandler? network, CancellationToken cancellationToken)
    {
        var session = new KeystoneSession(cloud, network ?? Network(cloud));
        try
        {
            await session.LoginAsync(cancellationToken);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Where block storage is, by the catalog.</summary>
    /// <exception cref="EndpointException">The catalog does not say.</exception>
    public Uri BlockStorage() => ServiceCatalog.BlockStorage(Catalog, _cloud);

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var token = _token;
        var answer = await SendAsync(request, token, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
            return answer;
        answer.Dispose();
        if (token == _token)
            await LoginAsync(cancellationToken);
        return await SendAsync(request, _token, cancellationToken);
    }

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string token, CancellationToken cancellationToken)
    {
        request.Headers.Remove(TokenHeader);
        request.Headers.TryAddWithoutValidation(TokenHeader, token);
        return base.SendAsync(request, cancellationToken);
    }

    private async Task LoginAsync(CancellationToken cancellationToken)
    {
        var root = KeystoneLogin.Root(_cloud);
        using var request = new HttpRequestMessage(HttpMethod.Post, root + "/auth/tokens") { Content = JsonContent.Create(KeystoneLogin.Body(_cloud)) };
        try
        {
            using var answer = await base.SendAsync(request, cancellationToken);
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)) as JsonObject;
            if (answer.StatusCode != HttpStatusCode.Created || !answer.Headers.TryGetValues("X-Subject-Token", out var tokens))
                throw new EndpointException($"Keystone at {root} answered {(int)answer.StatusCode} to {_cloud.Source}: "
                    + $"{body?["error"]?["message"]?.GetValue<string>() ?? "no reason"}");
            Read(body?["token"] as JsonObject ?? [], root);
            _token = tokens.First();
        }
        catch (HttpRequestException error)
        {
            throw new EndpointException(
                $"No Keystone answers at {root}: {error.GetBaseException().Message.TrimEnd('.')}. Is OS_AUTH_URL right, and OS_CACERT?", error);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EndpointException($"What answers at {root} is no Keystone: its answer is no JSON object.", error);
        }
    }

    private void Read(JsonObject token, string root)
    {
        Project = token["project"]?["id"]?.GetValue<string>()
            ?? throw new EndpointException($"Keystone at {root} gave a token for no project; set OS_PROJECT_NAME.");
        User = token["user"]?["id"]?.GetValue<string>() ?? "";
        Catalog = token["catalog"] as JsonArray ?? [];
    }

    private static SocketsHttpHandler Network(CloudSettings cloud)
    {
        try
        {
            return cloud switch
            {
                { IsInsecure: true } => new() { SslOptions = Believing() },
                _ when cloud["cacert"] is { } file => new() { SslOptions = AuthorityFile.Trust(file) },
                _ => new(),
            };
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new EndpointException($"OS_CACERT cannot be used: {error.Message}", error);
        }
    }

#pragma warning disable CA5359 // The user asks for it, by OS_INSECURE or `verify: false`.
    private static SslClientAuthenticationOptions Believing() => new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
}
