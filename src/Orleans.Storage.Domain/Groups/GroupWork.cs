using System.Collections.Immutable;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Groups;

/// <summary>
/// What a group still owes, as steps: (state, its volumes as they are, now) → plan. Pure. Nothing is remembered between two plans but the state, and each step names what it makes or removes, so that a group
/// that died anywhere goes on by planning anew: what was done is seen on the volumes, and what may not have been done is asked again. Waiting is a plan without steps.
/// </summary>
public static class GroupWork
{
    /// <summary>The volumes that a plan must be told of, the group's own aside, as far as they exist.</summary>
    public static IEnumerable<VolumeId> Involved(GroupState state) => state.Copies.Select(c => c.Id).Concat(state.Adding).Concat(state.Removing)
        .Concat(state.Snapshots.Where(s => s.Work != GroupSnapshotWork.None).SelectMany(s => s.Parts).Select(p => p.VolumeId)).Distinct();

    /// <summary>What to do next.</summary>
    /// <param name="state">The group.</param>
    /// <param name="volumes">Its volumes, and those of <see cref="Involved"/> that exist.</param>
    /// <param name="now">The time.</param>
    public static GroupPlan Next(GroupState state, IReadOnlyDictionary<VolumeId, VolumeDescription> volumes, DateTimeOffset now)
    {
        if (state.Ending) return End(state, [.. volumes.Values.Where(v => v.GroupId == state.Id)], now);
        var steps = ImmutableArray.CreateBuilder<GroupStep>();
        var next = Move(Copy(state, volumes, steps, now), volumes, steps, now);
        foreach (var snapshot in state.Snapshots)
        {
            next = snapshot.Work switch
            {
                GroupSnapshotWork.Take => Take(next, snapshot, volumes, steps, now),
                GroupSnapshotWork.Remove => Remove(next, snapshot, volumes, steps, now),
                _ => next,
            };
        }
        return new(next, false, steps.ToImmutable());
    }

    /// <summary>The state after a volume said yes to a step.</summary>
    public static GroupState Done(GroupState state, GroupStep step) => step switch
    {
        GroupStep.RemoveVolume s => state with { Told = state.Told.Add(s.Volume.Value) },
        GroupStep.RemovePart s => state with { Told = state.Told.Add(s.Part.SnapshotId.Value) },
        _ => state,
    };

    /// <summary>The state after a volume said no to a step: what the step was for has failed, and is no longer owed.</summary>
    public static GroupState Failed(GroupState state, GroupStep step, DateTimeOffset now) => step switch
    {
        GroupStep.RemoveVolume => EndFailed(state, now),
        GroupStep.TakePart s => Settle(state, s.Snapshot.Id, GroupStatus.Error, now),
        GroupStep.RemovePart s => Settle(state, s.Snapshot.Id, GroupStatus.ErrorDeleting, now),
        GroupStep.MakeVolume => state with { Status = GroupStatus.Error, Copies = [], UpdatedAt = now },
        GroupStep.Join or GroupStep.Leave => state with { Status = GroupStatus.Error, Adding = [], Removing = [], UpdatedAt = now },
        _ => throw new InvalidOperationException($"There is no step {step.GetType().Name}."),
    };

    private static GroupPlan End(GroupState state, ImmutableArray<VolumeDescription> members, DateTimeOffset now)
    {
        if (members.IsEmpty) return new(state, true, []);
        if (members.Any(v => state.Told.Contains(v.Id.Value) && v.Status != VolumeStatus.Deleting)) return new(EndFailed(state, now), false, []);
        return new(state, false, [.. members.Where(v => !state.Told.Contains(v.Id.Value)).Select(v => new GroupStep.RemoveVolume(v.Id))]);
    }

    private static GroupState EndFailed(GroupState state, DateTimeOffset now) => state with { Status = GroupStatus.ErrorDeleting, Ending = false, Told = [], UpdatedAt = now };

    private static GroupState Copy(GroupState state, IReadOnlyDictionary<VolumeId, VolumeDescription> volumes, ImmutableArray<GroupStep>.Builder steps, DateTimeOffset now)
    {
        if (state.Copies.IsEmpty) return state;
        var made = state.Copies.Select(c => volumes.GetValueOrDefault(c.Id)).ToList();
        if (made.Any(v => v?.Status.IsError() is true)) return state with { Status = GroupStatus.Error, Copies = [], UpdatedAt = now };
        if (made.TrueForAll(v => v is { Status: not VolumeStatus.Creating })) return state with { Status = GroupStatus.Available, Copies = [], UpdatedAt = now };
        steps.AddRange(state.Copies.Where(c => !volumes.ContainsKey(c.Id)).Select(c => new GroupStep.MakeVolume(c)));
        return state;
    }

    private static GroupState Move(GroupState state, IReadOnlyDictionary<VolumeId, VolumeDescription> volumes, ImmutableArray<GroupStep>.Builder steps, DateTimeOffset now)
    {
        if (state.Adding.IsEmpty && state.Removing.IsEmpty) return state;
        var adding = state.Adding.Where(id => volumes.TryGetValue(id, out var v) && v.GroupId != state.Id).ToImmutableArray();
        var removing = state.Removing.Where(id => volumes.TryGetValue(id, out var v) && v.GroupId == state.Id).ToImmutableArray();
        if (adding.IsEmpty && removing.IsEmpty) return state with { Status = GroupStatus.Available, Adding = [], Removing = [], UpdatedAt = now };
        steps.AddRange(removing.Select(id => new GroupStep.Leave(id)));
        steps.AddRange(adding.Select(id => new GroupStep.Join(id)));
        return state;
    }

    private static GroupState Take(GroupState state, GroupSnapshot snapshot, IReadOnlyDictionary<VolumeId, VolumeDescription> volumes, ImmutableArray<GroupStep>.Builder steps, DateTimeOffset now)
    {
        var made = snapshot.Parts.Select(p => PartOf(volumes, p)).ToList();
        var failed = made.Any(s => s?.Status is SnapshotStatus.Error) || snapshot.Parts.Any(p => !volumes.ContainsKey(p.VolumeId));
        if (failed) return Settle(state, snapshot.Id, GroupStatus.Error, now);
        if (made.TrueForAll(s => s is { Status: not SnapshotStatus.Creating })) return Settle(state, snapshot.Id, GroupStatus.Available, now);
        steps.AddRange(snapshot.Parts.Where(p => PartOf(volumes, p) is null).Select(p => new GroupStep.TakePart(snapshot, p)));
        return state;
    }

    private static GroupState Remove(GroupState state, GroupSnapshot snapshot, IReadOnlyDictionary<VolumeId, VolumeDescription> volumes, ImmutableArray<GroupStep>.Builder steps, DateTimeOffset now)
    {
        var left = snapshot.Parts.Where(p => PartOf(volumes, p) is not null).ToList();
        if (left.Count == 0) return Forget(state, snapshot) with { Snapshots = state.Snapshots.RemoveAll(s => s.Id == snapshot.Id) };
        if (left.Exists(p => state.Told.Contains(p.SnapshotId.Value) && PartOf(volumes, p)!.Status != SnapshotStatus.Deleting)) return Settle(state, snapshot.Id, GroupStatus.ErrorDeleting, now);
        steps.AddRange(left.Where(p => !state.Told.Contains(p.SnapshotId.Value)).Select(p => new GroupStep.RemovePart(snapshot, p)));
        return state;
    }

    private static GroupState Settle(GroupState state, GroupSnapshotId id, GroupStatus status, DateTimeOffset now) =>
        GroupSnapshotRules.Find(state, id) is { } snapshot
            ? GroupSnapshotRules.Replace(Forget(state, snapshot), snapshot, snapshot with { Status = status, Work = GroupSnapshotWork.None, UpdatedAt = now })
            : state;

    private static GroupState Forget(GroupState state, GroupSnapshot snapshot) => state with { Told = state.Told.RemoveAll(t => snapshot.Parts.Any(p => p.SnapshotId.Value == t)) };

    private static SnapshotDescription? PartOf(IReadOnlyDictionary<VolumeId, VolumeDescription> volumes, GroupSnapshotPart part) =>
        volumes.TryGetValue(part.VolumeId, out var volume) ? volume.Snapshots.FirstOrDefault(s => s.Id == part.SnapshotId) : null;
}
