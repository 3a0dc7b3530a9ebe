using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Projects;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Projects;

/// <summary>One project's quotas: <see cref="QuotaBook"/> over what the catalog counts, counted again every minute.</summary>
[GrainType("project")]
public sealed class ProjectGrain([PersistentState("project")] IPersistentState<ProjectState> state, ICatalog catalog, TimeProvider time) : Grain, IProjectGrain
{
    private static readonly TimeSpan CountPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PromiseLasts = TimeSpan.FromMinutes(2);
    private readonly QuotaBook _book = new();

    private ProjectId Id => new(this.GetPrimaryKeyString());

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book.Limits = state.State.Limits;
        await CountAsync(cancellationToken);
        this.RegisterGrainTimer(CountAsync, CountPeriod, CountPeriod);
    }

    /// <inheritdoc/>
    public Task Reserve(QuotaReservation reservation) =>
        _book.Reserve(reservation, time.GetUtcNow(), PromiseLasts) is { } error ? Task.FromException(error.ToException()) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task Commit(Guid holder)
    {
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
        _book.Release(given);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task SetLimits(ImmutableDictionary<string, long> limits)
    {
        var types = await TypesAsync();
        foreach (var (name, limit) in limits)
        {
            var type = types.FirstOrDefault(t => QuotaDefaults.NamesOfType(t.Name).Contains(name));
            if (type is null && !QuotaDefaults.Names.Contains(name)) throw StorageError.InvalidInput($"Bad key(s) in quota set: {name}").ToException();
            var inUse = _book.Line(name, type?.Id).InUse;
            if (limit >= 0 && limit < inUse)
                throw StorageError.Refused(ErrorReason.InvalidInput,
                    $"Quota {name} limit must be equal or greater than existing resources. Current usage is {inUse} and the requested limit is {limit}.").ToException();
        }
        await WriteAsync(state.State.Limits.SetItems(limits));
    }

    /// <inheritdoc/>
    public Task ResetLimits() => WriteAsync(ImmutableDictionary<string, long>.Empty);

    /// <inheritdoc/>
    public async Task<ImmutableSortedDictionary<string, QuotaLine>> GetState()
    {
        var lines = QuotaDefaults.Names.Select(n => KeyValuePair.Create(n, _book.Line(n)));
        var ofTypes = (await TypesAsync()).SelectMany(t => QuotaDefaults.NamesOfType(t.Name).Select(n => KeyValuePair.Create(n, _book.Line(n, t.Id))));
        return lines.Concat(ofTypes).ToImmutableSortedDictionary(StringComparer.Ordinal);
    }

    private async Task WriteAsync(ImmutableDictionary<string, long> limits)
    {
        state.State.Limits = limits;
        await state.WriteStateAsync();
        _book.Limits = limits;
    }

    private Task<ImmutableArray<VolumeType>> TypesAsync() => GrainFactory.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState();

    private async Task CountAsync(CancellationToken cancellationToken) =>
        _book.Load(await catalog.GetProjectUseAsync(Id, cancellationToken), await catalog.CountGroupsAsync(new() { Project = Id }, cancellationToken), time.GetUtcNow());
}
