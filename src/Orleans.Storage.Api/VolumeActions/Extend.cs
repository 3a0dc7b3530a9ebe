using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-extend</c>; of an attached volume since 3.42.</summary>
internal sealed class Extend(VolumeLookup volumes, TypeCache types, QuotaHold quota) : VolumeAction
{
    private const int InUseSince = 42;

    /// <inheritdoc/>
    public override string Name => "os-extend";

    /// <inheritdoc/>
    public override string Policy => "volume:extend";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("new_size", Size)], "new_size");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var volume = await volumes.GetAsync(call.VolumeId, call.Caller);
        var sizeGiB = call.Value.GetProperty("new_size").Integer();
        if (sizeGiB <= volume.SizeGiB)
        {
            throw ApiException.InvalidInput($"New size for extend must be greater than current size. (current: {volume.SizeGiB}, extended: {sizeGiB}).");
        }

        if (volume.Status == VolumeStatus.InUse && call.Request.Version.Has(InUseSince))
        {
            call.Request.Demand("volume:extend_attached_volume");
        }

        var name = (await types.GetAsync()).NameOf(volume.TypeId);
        // A holder of its own for each growth: two at once of one volume must not take each other's promise.
        var reservation = new QuotaReservation(Guid.NewGuid(), volume.TypeId, name, Volumes: 0, Snapshots: 0, sizeGiB - volume.SizeGiB, VolumeSizeGiB: sizeGiB);
        await quota.HoldAsync(volume.ProjectId, reservation, async () =>
        {
            await call.Volume.Extend(sizeGiB, call.Request.Version.Has(InUseSince), call.Caller);
            return true;
        });
        await call.AcceptAsync();
    }
}
