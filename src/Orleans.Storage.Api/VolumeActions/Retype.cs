using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Requests.Schemas;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;
using static OrleansStorage.Api.Requests.Schemas.CommonSchemas;

namespace OrleansStorage.Api.VolumeActions;

/// <summary><c>os-retype</c>: another type, where the volume is. Only the new type's own quotas are asked: the project has the volume already.</summary>
internal sealed class Retype(VolumeLookup volumes, TypeCache types, QuotaHold quota) : VolumeAction
{
    /// <inheritdoc/>
    public override string Name => "os-retype";

    /// <inheritdoc/>
    public override string Policy => "volume:retype";

    /// <inheritdoc/>
    protected override Schema Value { get; } = Object([("new_type", new() { Types = JsonTypes.String, MinLength = 1, MaxLength = 255 }), ("migration_policy", new() { Types = JsonTypes.String | JsonTypes.Null, Words = ["on-demand", "never"] })], "new_type");

    /// <inheritdoc/>
    public override async Task InvokeAsync(VolumeActionCall call)
    {
        var volume = await volumes.GetAsync(call.VolumeId, call.Caller);
        var type = await types.ResolveAsync(call.Value.TextOrNull("new_type")!, call.Caller);
        type.RefuseEncryption();
        if (type.AllowsMultiattach)
        {
            call.Request.Demand("volume:multiattach");
        }

        var sizeGiB = volume.SizeGiB + volume.Snapshots.Sum(s => s.SizeGiB);
        var reservation = new QuotaReservation(Guid.NewGuid(), type.Id, type.Name, Volumes: 1, volume.Snapshots.Length, sizeGiB, VolumeSizeGiB: 0) { OfTypeOnly = true };
        var known = await types.GetAsync();
        var changesHostQos = known.HostQosOf(volume.TypeId)?.Id != known.HostQosOf(type.Id)?.Id;
        var request = new RetypeRequest(type.Id, type.ExtraSpecs, call.Value.TextOrNull("migration_policy") == "on-demand", changesHostQos);
        await quota.HoldAsync(volume.ProjectId, reservation, () => call.Volume.Retype(request, call.Caller), isUsed: isRetyped => isRetyped);
        await call.AcceptAsync();
    }
}
