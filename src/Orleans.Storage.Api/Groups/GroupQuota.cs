using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Types;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Groups;

/// <summary>Takes quota for what is made of several volumes at once: all of it, or nothing is made. Safe from any thread.</summary>
internal sealed class GroupQuota(QuotaHold quota, TypeCache types)
{
    /// <summary>The quota of a group itself.</summary>
    public static QuotaReservation Group(Guid id) => new(id, default, "", Volumes: 0, Snapshots: 0, SizeGiB: 0, VolumeSizeGiB: 0) { Groups = 1 };

    /// <summary>What a new volume takes.</summary>
    public async ValueTask<QuotaReservation> VolumeAsync(VolumeId id, VolumeTypeId type, int sizeGiB) =>
        new(id.Value, type, (await types.GetAsync()).NameOf(type), Volumes: 1, Snapshots: 0, sizeGiB, VolumeSizeGiB: sizeGiB);

    /// <summary>What a snapshot of a volume takes; its holder is nobody's id, for the group chooses the snapshot's.</summary>
    public async ValueTask<QuotaReservation> SnapshotAsync(VolumeDescription volume) =>
        new(Guid.NewGuid(), volume.TypeId, (await types.GetAsync()).NameOf(volume.TypeId), Volumes: 0, Snapshots: 1, volume.SizeGiB, VolumeSizeGiB: 0);

    /// <summary>Runs <paramref name="command"/> under all of the reservations.</summary>
    public Task<T> HoldAsync<T>(ProjectId project, IEnumerable<QuotaReservation> reservations, Func<Task<T>> command) =>
        reservations.Aggregate(command, (inner, reservation) => () => quota.HoldAsync(project, reservation, inner))();
}
