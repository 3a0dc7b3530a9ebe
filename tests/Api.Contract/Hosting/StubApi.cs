using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrleansStorage.Testing;
using OrleansStorage.Api.Identity;
using OrleansStorage.Catalog;
using OrleansStorage.Idempotency;
using OrleansStorage.Messages;
using OrleansStorage.Records;

namespace OrleansStorage.Api.Tests.Hosting;

/// <summary>The API on Kestrel and a free port, over a cluster and a catalog whose answers the test gives. A call that the test did not expect fails its request with 500.</summary>
public sealed class StubApi : IAsyncDisposable
{
    /// <summary>The project of the tests' callers.</summary>
    public const string Project = "89afd400b6464bbcb12bc0a4d63e5bd3";

    private readonly ConcurrentDictionary<string, Func<object?[], object?>> _handlers = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http;

    private StubApi(Action<CinderApiOptions>? configure, Action<IServiceCollection>? more)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton((IGrainFactory)Stub.Of(typeof(IGrainFactory), (method, arguments) => Stub.Of(GrainRequest.InterfaceOf(method, arguments), Answer)));
        builder.Services.AddSingleton((ICatalog)Stub.Of(typeof(ICatalog), Answer));
        builder.Services.AddSingleton((IUserMessages)Stub.Of(typeof(IUserMessages), Answer));
        builder.Services.AddSingleton((IIdempotencyKeys)Stub.Of(typeof(IIdempotencyKeys), Answer));
        builder.Services.AddSingleton((IRecordDoctor)Stub.Of(typeof(IRecordDoctor), Answer));
        builder.Services.Configure<NoAuthOptions>(o => { o.Members.Add("joe"); o.Members.Add("bob"); o.Readers.Add("ann"); });
        more?.Invoke(builder.Services);
        builder.Services.AddCinderApi();
        builder.Services.Configure(configure ?? (_ => { }));
        _app = builder.Build().MapCinderApi();
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
    }

    /// <summary>Every grain and catalog call that arrived, in order.</summary>
    public ConcurrentQueue<(string Method, object?[] Arguments)> Calls { get; } = [];

    /// <summary>What the API registered.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Starts one.</summary>
    /// <param name="configure">What differs from the API's defaults.</param>
    /// <param name="services">What is registered before the API, such as another identity.</param>
    public static async Task<StubApi> StartAsync(Action<CinderApiOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var api = new StubApi(configure, services);
        await api._app.StartAsync();
        return api;
    }

    /// <summary>Answers a method of a grain or the catalog, such as <c>IVolumeGrain.GetState</c>; the handler returns the task.</summary>
    public StubApi On(string method, Func<object?[], object?> handler)
    {
        _handlers[method] = handler;
        return this;
    }

    /// <summary>Sends a request; the path starts behind the host.</summary>
    public async Task<StubAnswer> SendAsync(string method, string path, string? body = null, string? contentType = "application/json", string? token = "admin:" + Project, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Url + path));
        if (token is not null) request.Headers.Add("X-Auth-Token", token);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
            if (contentType is not null) request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await _http.SendAsync(request);
        var found = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(), found);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    private object? Answer(MethodInfo method, object?[] arguments)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        Calls.Enqueue((name, arguments));
        return _handlers.TryGetValue(name, out var handler) ? handler(arguments) : throw new InvalidOperationException($"The test did not expect {name}.");
    }
}
