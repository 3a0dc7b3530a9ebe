using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using OrleansStorage.Catalog;
using OrleansStorage.Domain.Groups;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Groups;

public sealed partial class GroupGrain
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>Looks after what is owed, until nothing is.</summary>
    private void Begin()
    {
        if (_work is null && _store.State is { Owes: true })
            _work = this.RegisterGrainTimer(WorkAsync, new GrainTimerCreationOptions(TimeSpan.Zero, LookPeriod) { KeepAlive = true });
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (_store.State is { Owes: true } state) await AdvanceAsync(state, cancellationToken);
        }
        catch (Exception e) when (e is StorageException or TimeoutException or OrleansException)
        {
            if (e is not StorageException { Error.Reason: ErrorReason.Database }) LogLater(_logger, _id, e.Message);
            // The next look plans anew.
        }
        if (_store.State is { Owes: true }) return;
        _work?.Dispose();
        _work = null;
    }

    private async Task AdvanceAsync(GroupState state, CancellationToken cancellationToken)
    {
        var plan = GroupWork.Next(state, await ReadAsync(GroupWork.Involved(state)), Now);
        if (plan.IsGone)
        {
            await EndAsync(state);
            return;
        }
        await WriteAsync(plan.State);
        foreach (var step in plan.Steps)
            if (cancellationToken.IsCancellationRequested || !await TakeAsync(step)) return;
    }

    /// <summary>False when a volume refused the step: what it was for has failed.</summary>
    private async Task<bool> TakeAsync(GroupStep step)
    {
        try
        {
            await _faults.ReachAsync(FaultPoint.GroupBeforeStep);
            await AskAsync(step);
            await _faults.ReachAsync(FaultPoint.GroupAfterStep);
        }
        catch (StorageException e) when (e.Error.Reason == ErrorReason.NotFound && step.IsDoneByAbsence)
        {
            // An earlier time that this step was asked, whose answer was lost, has had its effect since the plan was made.
        }
        catch (StorageException e) when (e.Error.Kind == ErrorKind.Refused)
        {
            LogRefused(_logger, _id, step.GetType().Name, e.Error.Message);
            await WriteAsync(GroupWork.Failed(_store.State!, step, Now));
            return false;
        }
        await WriteAsync(GroupWork.Done(_store.State!, step));
        return true;
    }

    private Task AskAsync(GroupStep step)
    {
        var state = _store.State!;
        var caller = new Caller(state.ProjectId, state.UserId, true, state.RequestId);
        return step switch
        {
            GroupStep.MakeVolume s => MakeAsync(s.Copy, caller),
            GroupStep.Join s => GrainFactory.GetVolume(s.Volume).JoinGroup(_id, caller),
            GroupStep.Leave s => GrainFactory.GetVolume(s.Volume).LeaveGroup(_id, caller),
            GroupStep.RemoveVolume s => GrainFactory.GetVolume(s.Volume).DeleteInGroup(_id, caller),
            GroupStep.TakePart s => GrainFactory.GetVolume(s.Part.VolumeId).CreateSnapshot(
                new(s.Part.SnapshotId, s.Snapshot.Name, s.Snapshot.Description, ImmutableSortedDictionary<string, string>.Empty, AllowInUse: true, s.Snapshot.Id), caller),
            GroupStep.RemovePart s => GrainFactory.GetVolume(s.Part.VolumeId).DeleteSnapshotInGroup(s.Part.SnapshotId, s.Snapshot.Id, caller),
            _ => throw new InvalidOperationException($"There is no step {step.GetType().Name}."),
        };
    }

    private async Task MakeAsync(GroupCopy copy, Caller caller)
    {
        var source = await _catalog.FindVolumeAsync(copy.Source, CancellationToken.None) ?? throw StorageError.VolumeNotFound(copy.Source).ToException();
        var snapshot = copy.SnapshotId is { } id ? source.Snapshots.FirstOrDefault(s => s.Id == id) ?? throw StorageError.SnapshotNotFound(id).ToException() : null;
        var type = (await GrainFactory.GetGrain<IVolumeTypesGrain>(IVolumeTypesGrain.Key).GetState()).FirstOrDefault(t => t.Id == source.TypeId);
        await GrainFactory.GetVolume(copy.Id).Create(new()
        {
            SizeGiB = snapshot?.SizeGiB ?? source.SizeGiB, TypeId = source.TypeId, ExtraSpecs = type?.ExtraSpecs ?? ImmutableSortedDictionary<string, string>.Empty,
            AvailabilityZone = source.AvailabilityZone, SnapshotId = copy.SnapshotId, SourceVolumeId = copy.Source, SourceBackend = source.Backend, Bootable = source.Bootable, GroupId = _id,
        }, caller);
    }

    /// <summary>The project counts its groups again, so it may be told as well when nobody knows whether the record is cleared.</summary>
    private async Task EndAsync(GroupState state)
    {
        try
        {
            await GuardAsync(_store.ClearAsync());
        }
        finally
        {
            if (_store.State is null) DeactivateOnIdle();
            await ReleaseAsync(state);
        }
    }

    private Task ReleaseAsync(GroupState state) =>
        GrainFactory.GetGrain<IProjectGrain>(state.ProjectId.Value).Release(new(_id.Value, default, "", 0, 0, 0, 0) { Groups = 1 });

    [LoggerMessage(1602, LogLevel.Information, "Group {GroupId}: a step is put off: {Why}")]
    private static partial void LogLater(ILogger logger, GroupId groupId, string why);

    [LoggerMessage(1603, LogLevel.Warning, "Group {GroupId}: the step {Step} was refused: {Why}")]
    private static partial void LogRefused(ILogger logger, GroupId groupId, string step, string why);
}
