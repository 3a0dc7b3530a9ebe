using System.Text.Json.Nodes;
using OrleansStorage.Cli.Attachments;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>The demo against a silo and an array of its own, each of which is killed twice in the middle of it and started again; the demo's calls are repeated meanwhile, and its checks wait until the array is mended.</summary>
internal sealed class ChaosDemo(DemoSettings settings, IDemoDisplay display, TimeProvider time)
{
    /// <summary>
    /// Longer than it takes in the worst case: an export that the array lost just after the reconciler looked is found a minute later, and an orphan is removed once its grace is over.
    /// </summary>
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>Runs it.</summary>
    /// <param name="silo">The silo's program; null to find it.</param>
    /// <param name="project">The project to act for.</param>
    /// <param name="user">The user to act as.</param>
    /// <param name="cancellationToken">The user's interruption.</param>
    /// <exception cref="EndpointException">A server does not start, or not again.</exception>
    /// <exception cref="ApiException">An operation failed.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted it.</exception>
    public async Task<DemoReport> RunAsync(string? silo, string project, string user, CancellationToken cancellationToken)
    {
        try
        {
            return await PlayAsync(silo, project, user, cancellationToken);
        }
        catch (EndpointException) when (cancellationToken.IsCancellationRequested)
        {
            // A terminal interrupts the servers too.
            throw new OperationCanceledException(cancellationToken);
        }
    }

    private async Task<DemoReport> PlayAsync(string? silo, string project, string user, CancellationToken cancellationToken)
    {
        await using var site = await ChaosSite.StartAsync(silo, time);
        using var api = new CinderApi(site.Endpoint, project, user, time, new PatientHandler(new SocketsHttpHandler(), time, cancellationToken));
        await WaitForPoolAsync(api, cancellationToken);
        var chaos = new ChaosDisplay(display, Victims(site), time);
        await using var attachments = new RestAttachmentCalls(api);
        // What it could not remove is gone with its array.
        var report = await new DemoRun(api, attachments, settings with { SettleTime = SettleTime }, chaos, time, TextWriter.Null).RunAsync(cancellationToken);
        return report with { Strikes = chaos.Strikes };
    }

    /// <summary>On a busy machine a silo can serve before its array has said how much room it has; volumes that are made then find no place.</summary>
    private async Task WaitForPoolAsync(CinderApi api, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (!IsUp(await api.GetAsync("scheduler-stats/get_pools?detail=True", cancellationToken)))
        {
            if (time.GetElapsedTime(start) > SettleTime)
                throw new EndpointException("The silo serves, and its array is down.");
            await Task.Delay(BetweenLooks, time, cancellationToken);
        }
    }

    private static bool IsUp(JsonObject answer) =>
        answer["pools"] is JsonArray { Count: > 0 } pools && pools.All(pool => pool!["capabilities"]?["backend_state"]?.GetValue<string>() == "up");

    /// <summary>By the names of the demo's phases: each ends only when both servers serve again.</summary>
    private static Dictionary<string, ChaosProcess> Victims(ChaosSite site) => new()
    {
        ["attach"] = site.Silo,
        ["multi-attach"] = site.Array,
        ["live-migrate: connect"] = site.Silo,
        ["live-migrate: release"] = site.Array,
    };
}
