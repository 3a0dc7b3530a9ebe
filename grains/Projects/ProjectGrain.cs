using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Projects;

/// <summary>
/// One project's quotas: <see cref="QuotaBook"/> over what the catalog counts, counted again every minute and when it may refuse without need. Reentrant, so that promises that are asked for while one is written
/// share the next write; a decision is one turn.
/// </summary>
[Reentrant]
[GrainType("project")]
public sealed partial class ProjectGrain([PersistentState("project")] IPersistentState<ProjectState> state, ICatalog catalog, TimeProvider time) : Grain, IProjectGrain, IDisposable
{
    private static readonly TimeSpan CountPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PromiseLasts = TimeSpan.FromMinutes(2);

    /// <summary>So many promises at most stand for what a count would say: a decision adds them up.</summary>
    private const int CountAfterCommits = 512;

    private readonly QuotaBook _book = new();
    private bool _hasReleased;
    private int _commits;
    private long _countsBegun;
    private long _countLoaded;

    private ProjectId Id => new(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book.Limits = state.State.Limits;
        await AdoptAsync(cancellationToken);
        await CountAsync(cancellationToken);
        this.RegisterGrainTimer(CountAsync, CountPeriod, CountPeriod);
    }

    /// <summary>Called by Orleans after the deactivation.</summary>
    public void Dispose() => _writing.Dispose();

    /// <inheritdoc/>
    public async Task Reserve(QuotaReservation reservation)
    {
        await FollowDefaultsAsync(DefaultsLast);
        if (_commits >= CountAfterCommits) await CountAsync(CancellationToken.None);
        var error = _book.Reserve(reservation, time.GetUtcNow(), PromiseLasts);
        if (error is not null && _hasReleased)
        {
            await CountAsync(CancellationToken.None);
            error = _book.Reserve(reservation, time.GetUtcNow(), PromiseLasts);
        }
        if (error is not null) throw error.ToException();
        await SaveAsync();
    }

    /// <inheritdoc/>
    public Task Commit(Guid holder)
    {
        _commits++;
        _book.Commit(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Cancel(Guid holder)
    {
        _book.Cancel(holder);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Release(QuotaReservation given)
    {
        // Nothing is subtracted: a count may have seen the holder gone already, and then the limit would be overrun.
        _hasReleased = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task SetLimits(ImmutableDictionary<string, long> limits)
    {
        var types = await TypesAsync();
        if (_hasReleased) await CountAsync(CancellationToken.None);
        foreach (var (name, limit) in limits)
        {
            var type = types.FirstOrDefault(t => QuotaDefaults.NamesOfType(t.Name).Contains(name));
            if (type is null && !QuotaDefaults.Names.Contains(name)) throw StorageError.InvalidInput($"Bad key(s) in quota set: {name}").ToException();
            var inUse = _book.Line(name, type?.Id).InUse;
            if (limit >= 0 && limit < inUse)
                throw StorageError.Refused(ErrorReason.InvalidInput,
                    $"Quota {name} limit must be equal or greater than existing resources. Current usage is {inUse} and the requested limit is {limit}.").ToException();
        }
        _book.Limits = _book.Limits.SetItems(limits);
        await SaveAsync();
    }

    /// <inheritdoc/>
    public Task ResetLimits()
    {
        _book.Limits = ImmutableDictionary<string, long>.Empty;
        return SaveAsync();
    }

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<string, QuotaLine>> GetState()
    {
        await FollowDefaultsAsync(TimeSpan.Zero);
        if (_hasReleased) await CountAsync(CancellationToken.None);
        var types = await TypesAsync();
        var lines = QuotaDefaults.Names.Select(n => KeyValuePair.Create(n, _book.Line(n)));
        var ofTypes = types.SelectMany(t => QuotaDefaults.NamesOfType(t.Name).Select(n => KeyValuePair.Create(n, _book.Line(n, t.Id))));
        return lines.Concat(ofTypes).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private Task<ImmutableArray<VolumeType>> TypesAsync() => GrainFactory.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState();

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        var mine = ++_countsBegun;
        (_hasReleased, _commits) = (false, 0);
        var counted = _book.OnRecord();
        var backups = await GrainFactory.GetGrain<IBackupsGrain>(IBackupsGrain.Key).GetUse(Id);
        var volumes = await catalog.GetProjectUseAsync(Id, cancellationToken);
        // A count that began before another that has ended says less than that.
        if (mine < _countLoaded) return;
        _countLoaded = mine;
        _book.Load(volumes, backups, counted, time.GetUtcNow());
    }
}
