using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Backups;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Projects;

/// <summary>
/// One project's quotas: <see cref="QuotaBook"/> over what the catalog counts, counted again every minute and when it may refuse without need. Promises that are asked for while one is written share the next
/// write; a decision is one turn. Knows no silo: the grain is its adapter, the tests' simulator another. Runs on one scheduler at a time, calls interleaved.
/// </summary>
/// <param name="id">The project.</param>
/// <param name="state">What it must not forget; a write fails when another activation wrote since.</param>
/// <param name="catalog">What is on record.</param>
/// <param name="backups">Counts what backups use.</param>
/// <param name="defaults">Reads the limits that all projects have.</param>
/// <param name="time">The clock.</param>
/// <param name="faults">Where tests may make something go wrong.</param>
internal sealed partial class ProjectProcess(ProjectId id, IPersistentState<ProjectState> state, ICatalog catalog, Func<Task<BackupUse>> backups, Func<Task<ImmutableDictionary<string, long>>> defaults,
    TimeProvider time, IFaultPoints faults) : IDisposable
{
    /// <summary>Longer than a request can be under way before it is on record: a volume turns away whoever waited a minute.</summary>
    private static readonly TimeSpan PromiseLasts = TimeSpan.FromMinutes(3);

    /// <summary>So many promises at most stand for what a count would say: a decision adds them up.</summary>
    private const int CountAfterCommits = 512;

    private readonly QuotaBook _book = new();
    private bool _hasReleased;
    private int _commits;
    private long _countsBegun;
    private long _countLoaded;

    /// <summary>How often what is used is counted again.</summary>
    public static TimeSpan CountPeriod { get; } = TimeSpan.FromMinutes(1);

    /// <summary>Takes over what is on record and counts; once, before anything else.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        _book.Limits = state.State.Limits;
        await AdoptAsync(cancellationToken);
        await CountAsync(cancellationToken);
    }

    /// <inheritdoc cref="IProjectGrain.Reserve"/>
    public async Task ReserveAsync(QuotaReservation reservation)
    {
        _book.Defaults = await _defaults.GetAsync();
        if (_commits >= CountAfterCommits) await CountAsync(CancellationToken.None);
        var error = _book.Reserve(reservation, time.GetUtcNow(), PromiseLasts);
        if (error is not null && _hasReleased)
        {
            await CountAsync(CancellationToken.None);
            error = _book.Reserve(reservation, time.GetUtcNow(), PromiseLasts);
        }
        if (error is not null) throw error.ToException();
        await SaveAsync();
        await faults.ReachAsync(FaultPoint.ProjectAfterPromise);
    }

    /// <inheritdoc cref="IProjectGrain.Commit"/>
    public void Commit(Guid holder)
    {
        _commits++;
        _book.Commit(holder);
    }

    /// <inheritdoc cref="IProjectGrain.Cancel"/>
    public void Cancel(Guid holder) => _book.Cancel(holder);

    /// <summary>A holder is gone. Nothing is subtracted: a count may have seen it gone already, and then the limit would be overrun.</summary>
    public void Release() => _hasReleased = true;

    /// <summary>Changes limits; see <see cref="IProjectGrain.SetLimits"/>.</summary>
    /// <param name="limits">By quota name.</param>
    /// <param name="types">Every type there is: each has quotas of its own.</param>
    /// <exception cref="StorageException">A key is no quota, or a limit is below what is in use.</exception>
    public async Task SetLimitsAsync(ImmutableDictionary<string, long> limits, ImmutableArray<VolumeType> types)
    {
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

    /// <inheritdoc cref="IProjectGrain.ResetLimits"/>
    public Task ResetLimitsAsync()
    {
        _book.Limits = ImmutableDictionary<string, long>.Empty;
        return SaveAsync();
    }

    /// <summary>One quota as it stands in memory.</summary>
    public QuotaLine LineOf(string name) => _book.Line(name);

    /// <summary>Every quota by name.</summary>
    /// <param name="types">Every type there is.</param>
    public async Task<ImmutableSortedDictionary<string, QuotaLine>> GetLinesAsync(ImmutableArray<VolumeType> types)
    {
        _book.Defaults = await _defaults.AskAsync();
        if (_hasReleased) await CountAsync(CancellationToken.None);
        var lines = QuotaDefaults.Names.Select(n => KeyValuePair.Create(n, _book.Line(n)));
        var ofTypes = types.SelectMany(t => QuotaDefaults.NamesOfType(t.Name).Select(n => KeyValuePair.Create(n, _book.Line(n, t.Id))));
        return lines.Concat(ofTypes).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    /// <summary>Counts what is used, and forgets the promises that are in the count and those whose time is over.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        var (mine, begun) = (++_countsBegun, time.GetUtcNow());
        (_hasReleased, _commits) = (false, 0);
        var counted = _book.OnRecord();
        await faults.ReachAsync(FaultPoint.ProjectBeforeCount);
        var ofBackups = await CountBackupsAsync();
        var volumes = await catalog.GetProjectUseAsync(id, cancellationToken);
        var groups = await catalog.CountGroupsAsync(new() { Project = id }, cancellationToken);
        await faults.ReachAsync(FaultPoint.ProjectAfterCount);
        // A count that began before another that has ended says less than that.
        if (mine < _countLoaded) return;
        _countLoaded = mine;
        _book.Load(volumes, ofBackups, groups, counted, begun);
    }

    /// <summary>While their record cannot be read none is added, so what they use is not needed to refuse one.</summary>
    private async Task<BackupUse> CountBackupsAsync()
    {
        try
        {
            return await backups();
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.Unreadable)
        {
            return new(0, 0);
        }
    }

    /// <summary>Ends what writes share.</summary>
    public void Dispose() => _writing.Dispose();
}
