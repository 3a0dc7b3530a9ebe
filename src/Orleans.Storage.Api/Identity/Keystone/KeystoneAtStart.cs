using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrleansStorage.Api.Identity.Keystone;

/// <summary>
/// Looks once, beside the start, whether Keystone lets this service in: one line then, instead of the first caller's failure. The silo
/// serves either way.
/// </summary>
internal sealed partial class KeystoneAtStart(ServiceToken own, ILogger<KeystoneAtStart> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await own.GetAsync();
        }
        catch (Exception e) when (e is KeystoneUnavailableException or JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            if (e is not KeystoneUnavailableException { IsLogged: true })
            {
                LogAway(e.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Keystone gives this service no token: {Reason} Requests are answered with 503 until it does.")]
    private partial void LogAway(string reason);
}
