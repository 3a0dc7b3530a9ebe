using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Groups;

/// <summary>
/// The Orleans adapter of <see cref="GroupRules"/> and <see cref="GroupWork"/>: what is asked is written and answered, and what is owed is done step by step in turns of a timer. One call at a time: groups are few
/// and slow. After a crash nothing is lost: what is owed is on record, reconcilers look for groups that owe at their start and every minute and wake them, and each step
/// may be asked again. A write of unknown outcome is read again. An activation that was left behind loses its next write, and ends.
/// </summary>
[GrainType("group")]
public sealed partial class GroupGrain : Grain, IGroupGrain
{
    private readonly GroupStore _store;
    private readonly ICatalog _catalog;
    private readonly TimeProvider _time;
    private readonly IFaultPoints _faults;
    private readonly ILogger<GroupGrain> _logger;
    private readonly GroupId _id;
    private IGrainTimer? _work;

    /// <summary>Made by Orleans.</summary>
    public GroupGrain(IGrainContext context, [FromKeyedServices("Default")] IGrainStorage storage, ICatalog catalog, TimeProvider time, IFaultPoints faults, ILogger<GroupGrain> logger)
    {
        (_catalog, _time, _faults, _logger) = (catalog, time, faults, logger);
        if (!GroupId.TryParse(context.GrainId.Key.ToString(), out _id)) throw StorageError.GroupNotFound(context.GrainId.Key).ToException();
        _store = new(storage, context.GrainId, faults);
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await _store.ReadAsync();
        await _faults.ReachAsync(FaultPoint.GroupAfterLoad);
        if (!_store.IsUnreadable) Begin();
    }

    /// <inheritdoc/>
    public Task Resume()
    {
        if (_store.IsUnreadable || _store.State is null) DeactivateOnIdle();
        return Task.CompletedTask; // The activation that answers has begun.
    }

    /// <inheritdoc/>
    public async Task<GroupDescription> Create(CreateGroupRequest request, Caller caller)
    {
        ThrowIfUnreadable();
        if (_store.State is null) await WriteAsync(GroupRules.Create(_id, request, caller, Now));
        await _faults.ReachAsync(FaultPoint.GroupBeforeReply);
        return _store.State!.Describe();
    }

    /// <inheritdoc/>
    public async Task<VolumeDescription> CreateVolume(VolumeId id, CreateVolumeRequest request, Caller caller)
    {
        if (GroupRules.RefuseVolume(Find(caller), request.TypeId) is { } error) throw error.ToException();
        var volume = await GrainFactory.GetVolume(id).Create(request with { GroupId = _id }, caller);
        await _faults.ReachAsync(FaultPoint.GroupBeforeReply);
        return volume;
    }

    /// <inheritdoc/>
    public async Task Update(UpdateGroupRequest request, Caller caller)
    {
        var state = Find(caller);
        var volumes = await ReadAsync(request.Add);
        await ServeAsync(GroupRules.Update(state, request, [.. volumes.Values], caller, Now));
    }

    /// <inheritdoc/>
    public async Task Delete(bool deleteVolumes, Caller caller)
    {
        var state = Find(caller);
        await ServeAsync(GroupRules.Delete(state, deleteVolumes, await MembersAsync(), caller, Now));
    }

    /// <inheritdoc/>
    public Task ResetStatus(GroupStatus status, Caller caller) => ServeAsync(GroupDecision.To(GroupRules.ResetStatus(Find(caller), status, Now)));

    /// <inheritdoc/>
    public async Task<GroupSnapshotDescription> CreateSnapshot(CreateGroupSnapshotRequest request, Caller caller)
    {
        var state = Find(caller);
        var members = await MembersAsync();
        var parts = members.Select(v => new GroupSnapshotPart(v.Id, SnapshotId.New())).ToImmutableArray();
        await ServeAsync(GroupSnapshotRules.Create(state, request, members, parts, caller, Now));
        return GroupSnapshotRules.Find(_store.State!, request.Id)!.Describe(_store.State!);
    }

    /// <inheritdoc/>
    public Task DeleteSnapshot(GroupSnapshotId id, Caller caller) => ServeAsync(GroupSnapshotRules.Delete(Find(caller), id, caller, Now));

    /// <inheritdoc/>
    public Task ResetSnapshotStatus(GroupSnapshotId id, GroupStatus status, Caller caller) => ServeAsync(GroupSnapshotRules.ResetStatus(Find(caller), id, status, Now));

    private GroupState Find(Caller caller)
    {
        ThrowIfUnreadable();
        if (_store.State is { } state && caller.MaySee(state.ProjectId)) return state;
        if (_store.State is null) DeactivateOnIdle();
        throw StorageError.GroupNotFound(_id).ToException();
    }

    private async Task ServeAsync(GroupDecision decision)
    {
        if (decision.Error is { } error) throw error.ToException();
        await WriteAsync(decision.State!);
        await _faults.ReachAsync(FaultPoint.GroupBeforeReply);
    }

    /// <summary>Writes a state that differs, and begins with what it owes.</summary>
    private async Task WriteAsync(GroupState state)
    {
        if (!ReferenceEquals(state, _store.State)) await GuardAsync(_store.WriteAsync(state));
        Begin();
    }

    private async Task GuardAsync(Task write)
    {
        try
        {
            await write;
        }
        catch (InconsistentStateException)
        {
            LogStale(_logger, _id);
            DeactivateOnIdle();
            throw new StorageError(ErrorKind.Busy, ErrorReason.Busy, "The group is being served elsewhere; ask again.", TimeSpan.FromSeconds(1)).ToException();
        }
        catch (StorageException e) when (e.Error is { Reason: ErrorReason.Database, Kind: ErrorKind.Busy })
        {
            throw; // The record is as it was, and so is what is known of it.
        }
        catch (Exception e)
        {
            LogNotWritten(_logger, _id, e.Message, Expected.Unless(e));
            await ReadAgainAsync();
            if (e is StorageException) throw;
            throw new StorageError(ErrorKind.Unknown, ErrorReason.Unknown, "The group's record could not be written; ask again.").ToException();
        }
    }

    /// <summary>Whether the write was applied is not known, and what is owed must go on without a caller: so the record says where the group stands. When that cannot be read either, the next activation reads it.</summary>
    private async Task ReadAgainAsync()
    {
        try
        {
            await _store.ReadAsync();
            Begin();
        }
        catch (Exception e)
        {
            LogNotRead(_logger, _id, e.Message, Expected.Unless(e));
            DeactivateOnIdle();
        }
    }

    private async Task<IReadOnlyList<VolumeDescription>> MembersAsync()
    {
        var members = await _catalog.ListVolumesAsync(new() { Filters = [new("group_id", CatalogOperator.Equal, _id.ToString())], Limit = int.MaxValue }, CancellationToken.None);
        await _faults.ReachAsync(FaultPoint.GroupHasVolumes);
        return members;
    }

    /// <summary>The group's volumes, and others as far as they exist.</summary>
    private async Task<Dictionary<VolumeId, VolumeDescription>> ReadAsync(IEnumerable<VolumeId> others)
    {
        var volumes = (await MembersAsync()).ToDictionary(v => v.Id);
        foreach (var id in others.Where(o => !volumes.ContainsKey(o)).Distinct())
            if (await _catalog.FindVolumeAsync(id, CancellationToken.None) is { } volume) volumes.Add(id, volume);
        return volumes;
    }

    [LoggerMessage(1601, LogLevel.Warning, "Group {GroupId}: another activation wrote its record; this one ends")]
    private static partial void LogStale(ILogger logger, GroupId groupId);

    [LoggerMessage(1604, LogLevel.Warning, "Group {GroupId}: its record could not be written, and is read again: {Why}")]
    private static partial void LogNotWritten(ILogger logger, GroupId groupId, string why, Exception? exception);

    [LoggerMessage(1605, LogLevel.Warning, "Group {GroupId}: its record could not be read again; this activation ends: {Why}")]
    private static partial void LogNotRead(ILogger logger, GroupId groupId, string why, Exception? exception);
}
