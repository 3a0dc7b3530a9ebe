using OrleansStorage.Silo.Configuration;

namespace OrleansStorage.Silo.Hosting;

/// <summary>What a newcomer sees when the silo is ready: what is served where, and three commands to try.</summary>
internal static partial class Greeting
{
    /// <summary>Says that the silo serves: to people as a text, to what reads JSON as a line of the log.</summary>
    public static void Say(WebApplication app, StorageOptions options)
    {
        app.Services.GetRequiredService<WatchdogMute>().End();
        if (!app.Configuration.LogsJson())
        {
            Console.WriteLine(Text(options, app.Urls));
            return;
        }
        var logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("OrleansStorage.Silo");
        foreach (var door in Doors.OpenedBy(options)) LogOpen(logger, door);
        LogReady(logger, string.Join(' ', app.Urls), options.Database.Provider, string.Join(' ', options.Backends.Select(b => b.Name)));
    }

    private static string Text(StorageOptions options, IEnumerable<string> urls)
    {
        var url = urls.First(u => !options.Admin.Addresses.Contains(u)).TrimEnd('/');
        var admin = options.Admin.Addresses is [var first, ..] ? first.TrimEnd('/') : null;
        var backends = string.Join(", ", options.Backends.Select(b => $"{b.Name} ({b.Driver})"));
        return $"""

            Orleans.Storage is ready.
              Cinder v3 API   {url}/v3          ({Identity(options)})
              Dashboard       {(options.Silo.Dashboard && admin is not null ? admin + "/dashboard" : "off")}
              Health          {url}/healthz/ready
              Metrics         {(admin is null ? "off" : admin + "/metrics")}
              SDK gateway     {Gateway(options)}
              Backends        {backends}
              Cluster         {(options.Clustering.IsCluster ? options.Clustering.ClusterId + ", membership in the database" : "this silo alone")}
              Database        {options.Database.Provider}, data in {Path.GetFullPath(options.DataDirectory)}

            {string.Concat(Doors.OpenedBy(options).Select(door => $"WARNING: {door}.\n"))}Try:
            {(options.Identity.IsKeystone ? WithKeystone : WithNoAuth(url))}

            """;
    }

    /// <summary>Whoever has credentials has them in the environment.</summary>
    private const string WithKeystone = "  openstack volume list";

    private static string WithNoAuth(string url) => $"""
          dotnet run --project client/Orleans.Storage.Cli -c Release -- demo --endpoint {url}/v3
          cinder --os-auth-type noauth --os-user-id admin --os-project-id admin --os-endpoint {url}/v3 --os-volume-api-version 3.70 create --name first 1
          openstack --os-auth-type none --os-endpoint {url}/v3 volume list
          curl -s {url}/v3/volumes/detail
        """;

    private static string Gateway(StorageOptions options) => !options.HasGateway
        ? $"closed: it cannot ask Keystone who its callers are (Storage:Silo:GatewayClients={SiloSection.TrustEveryGatewayClient} opens it)"
        : $"{options.Clustering.AdvertisedAddress}:{options.Silo.GatewayPort} (trusts its callers)";

    private static string Identity(StorageOptions options) => options.Identity.IsKeystone ? $"Keystone: {options.Identity.Keystone.Url}" : "NoAuth: trusts its callers";

    [LoggerMessage(1302, LogLevel.Warning, "{Door}")]
    private static partial void LogOpen(ILogger logger, string door);

    [LoggerMessage(1301, LogLevel.Information, "Orleans.Storage is ready. API at {Urls}, database {Database}, backends {Backends}")]
    private static partial void LogReady(ILogger logger, string urls, string database, string backends);
}
