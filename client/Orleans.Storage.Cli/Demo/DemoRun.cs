using OrleansStorage.Cli.Attachments;
using OrleansStorage.Cli.Rest;

namespace OrleansStorage.Cli.Demo;

/// <summary>The main job, shown: create, attach, multi-attach, live-migrate, detach, delete, with the exports checked when there are most of them and when there must be none.</summary>
public sealed class DemoRun(CinderApi api, IAttachmentCalls attachments, DemoSettings settings, IDemoDisplay display, TimeProvider time, TextWriter warnings)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly DemoLedger _ledger = new();
    private readonly DemoHost[] _hosts = [.. Enumerable.Range(1, settings.Hosts).Select(DemoHost.Number)];
    private readonly List<ExportCheck> _checks = [];

    /// <summary>Runs it and cleans up behind it, also when it fails or is interrupted.</summary>
    /// <exception cref="ApiException">An operation failed.</exception>
    /// <exception cref="Errors.StorageException">The same, through the SDK.</exception>
    /// <exception cref="EndpointException">Nobody answers.</exception>
    /// <exception cref="OperationCanceledException">The user interrupted it.</exception>
    public async Task<DemoReport> RunAsync(CancellationToken cancellationToken)
    {
        var stage = new DemoStage(api);
        var calls = new DemoCalls(api, attachments, _ledger, time);
        var phases = new DemoPhases(display, time, settings.InFlight, cancellationToken);
        try
        {
            await stage.SetUpAsync(settings.Volumes + settings.SharedVolumes);
            await display.ShowAsync(() => PlayAsync(stage, calls, phases));
            return new(phases.Summaries, _checks);
        }
        finally
        {
            await CleanUpAsync(stage, calls);
        }
    }

    private async Task PlayAsync(DemoStage stage, DemoCalls calls, DemoPhases phases)
    {
        var volumes = Enumerable.Range(1, settings.Volumes).Select(number => (Name: $"demo-{number}", Type: (string?)null));
        var sharedVolumes = Enumerable.Range(1, settings.SharedVolumes).Select(number => (Name: $"demo-shared-{number}", Type: (string?)stage.MultiattachTypeId));
        var made = await phases.RunAsync("create", [.. volumes, .. sharedVolumes], async wanted => (Id: await calls.CreateVolumeAsync(wanted.Name, wanted.Type), wanted.Type));
        var single = made.Where(volume => volume.Type is null).Select((volume, index) => (volume.Id, Host: _hosts[index % _hosts.Length])).ToArray();
        var shared = made.Where(volume => volume.Type is not null).SelectMany(volume => _hosts.Select(host => (volume.Id, Host: host))).ToArray();

        var sources = await phases.RunAsync("attach", single, volume => calls.AttachAsync(volume.Id, Guid.NewGuid(), volume.Host));
        await phases.RunAsync("multi-attach", shared, volume => calls.AttachAsync(volume.Id, Guid.NewGuid(), volume.Host));
        await phases.RunAsync("live-migrate: connect", sources, source => calls.ConnectDestinationAsync(source, Next(source.Host)));
        await phases.RunAsync("initialize-connection", _ledger.Attachments, calls.InitializeConnectionAsync);
        await CheckAsync("peak", calls);
        await phases.RunAsync("live-migrate: release", sources, calls.DetachAsync);
        await CheckAsync("migrated", calls);
        await phases.RunAsync("detach", _ledger.Attachments, calls.DetachAsync);
        await CheckAsync("detached", calls);
        await phases.RunAsync("delete", _ledger.Volumes, calls.DeleteVolumeAsync);
        await CheckAsync("end", calls);
    }

    private async Task CheckAsync(string when, DemoCalls calls)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            var check = ExportCheck.Compare(when, _ledger.Attachments, _ledger.EveryVolume, await calls.ReadExportsAsync());
            if (check.Differences.Count == 0 || time.GetElapsedTime(start) >= settings.SettleTime)
            {
                _checks.Add(check);
                return;
            }
            await Task.Delay(BetweenLooks, time);
        }
    }

    private DemoHost Next(DemoHost host) => _hosts[(Array.IndexOf(_hosts, host) + 1) % _hosts.Length];

    /// <summary>Removes what is left. What cannot be removed must not hide why the demo ended, so it is a warning.</summary>
    private async Task CleanUpAsync(DemoStage stage, DemoCalls calls)
    {
        try
        {
            await Parallel.ForEachAsync(_ledger.Volumes, new ParallelOptions { MaxDegreeOfParallelism = settings.InFlight }, async (volume, _) =>
            {
                await calls.DetachEverythingAsync(volume);
                await calls.DeleteVolumeAsync(volume);
            });
            await stage.TearDownAsync();
        }
        catch (Exception error) when (error is ApiException or EndpointException)
        {
            await warnings.WriteLineAsync($"The demo could not remove all that it made: {error.Message}");
        }
    }
}
