using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OrleansStorage.Http;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>How a host lets Keystone say who callers are.</summary>
public static class KeystoneServices
{
    private const int MaxConnections = 32;
    private const int MaxAnswerBytes = 1 << 20;

    /// <summary>Registers <see cref="IIdentityStrategy"/> and what it needs; the host configures <see cref="KeystoneOptions"/>. Call it before <see cref="CinderApi.AddCinderApi"/>.</summary>
    public static IServiceCollection AddKeystoneIdentity(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<KeystoneHttp>();
        services.AddSingleton<KeystoneMeter>();
        services.AddSingleton<ServiceToken>();
        services.AddSingleton<IKeystone, KeystoneClient>();
        services.AddSingleton<TokenCache>();
        services.AddSingleton<IIdentityStrategy, KeystoneIdentity>();
        services.AddHostedService<KeystoneAtStart>();
        services.AddHttpClient(KeystoneHttp.ClientName)
            .ConfigureHttpClient((provider, http) =>
            {
                http.BaseAddress = new(provider.GetRequiredService<IOptions<KeystoneOptions>>().Value.Root + "/");
                // The time-out is the pipeline's.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.MaxResponseContentBufferSize = MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(provider => Network(provider.GetRequiredService<IOptions<KeystoneOptions>>().Value))
            .AddHttpMessageHandler(() => new KnownLengthHandler())
            .RemoveAllLoggers();
        return services;
    }

    /// <summary>Made anew every two minutes, so that an authority that was changed in its file is trusted soon.</summary>
    private static SocketsHttpHandler Network(KeystoneOptions options)
    {
        var network = new SocketsHttpHandler { MaxConnectionsPerServer = MaxConnections, PooledConnectionLifetime = TimeSpan.FromMinutes(2), AllowAutoRedirect = false };
        if (options.CaFile is { Length: > 0 } file)
        {
            network.SslOptions = AuthorityFile.Trust(file);
        }

        return network;
    }
}
