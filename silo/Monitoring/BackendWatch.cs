using System.Collections.Immutable;
using OrleansStorage.Catalog;
using OrleansStorage.Drivers;
using OrleansStorage.Ids;
using OrleansStorage.Reconciliation;

namespace OrleansStorage.Silo.Monitoring;

/// <summary>
/// Asks every backend's grains how they are, wherever in the cluster they are, so that each silo shows every backend, and none shows one
/// as it was before its grain went elsewhere. An array is never asked: its
/// grain tries it every two seconds under a time-out of its own. Runs from the silo's start to its end; what it knows is read from any
/// thread.
/// </summary>
internal sealed class BackendWatch(BackendRegistry registry, IGrainFactory grains, IFigures figures, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan CountPeriod = TimeSpan.FromMinutes(1);
    private volatile View _view = new([], []);
    private long? _countedAt;

    /// <summary>Every configured backend; empty until each was asked once.</summary>
    public ImmutableArray<BackendView> Backends => _view.Backends;

    /// <summary>The volumes that are on no backend, by status.</summary>
    public ImmutableArray<StatusCount> Homeless => _view.Homeless;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        do
        {
            var before = _view;
            var backends = await Task.WhenAll(registry.All.Select(b => LookAsync(b, before.Backends, stoppingToken)));
            _view = new([.. backends], await CountHomelessAsync(before.Homeless, stoppingToken));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<BackendView> LookAsync(ConfiguredBackend backend, ImmutableArray<BackendView> before, CancellationToken stoppingToken)
    {
        var id = backend.Configuration.Id;
        var last = before.FirstOrDefault(v => v.Id == id);
        var report = await AskAsync(() => grains.GetBackend(id).GetState(), stoppingToken);
        var ofReconciler = await AskAsync(() => grains.GetGrain<IReconcilerGrain>(id.Value).GetFigures(), stoppingToken);
        return new(id, backend.Configuration.Name, report ?? last?.Report, report is not null, ofReconciler ?? last?.Figures);
    }

    private async Task<ImmutableArray<StatusCount>> CountHomelessAsync(ImmutableArray<StatusCount> last, CancellationToken stoppingToken)
    {
        if (_countedAt is { } at && time.GetElapsedTime(at) < CountPeriod) return last;
        if (await AskAsync(() => figures.CountStatusesAsync(null, stoppingToken), stoppingToken) is not { } counted) return last;
        _countedAt = time.GetTimestamp();
        return [.. counted];
    }

    /// <summary>
    /// Null when there is no answer in time, whatever the reason: it shows as a backend that is down and as figures that grow old, and
    /// the cluster and the database tell their troubles themselves.
    /// </summary>
    private async Task<T?> AskAsync<T>(Func<Task<T>> ask, CancellationToken stoppingToken) where T : class
    {
        try
        {
            return await ask().WaitAsync(Patience, time, stoppingToken);
        }
#pragma warning disable CA1031 // A watch that ends at the first surprise would show what it last saw for ever.
        catch (Exception) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private sealed record View(ImmutableArray<BackendView> Backends, ImmutableArray<StatusCount> Homeless);
}
