using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Scheduling;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    /// <inheritdoc/>
    public async Task<VolumeDescription> Adopt(AdoptVolumeRequest request, Caller caller) =>
        (await RunAsync(new VolumeCommand.Adopt(_id, request), caller, answerOnRecord: true))!.Describe();

    /// <inheritdoc/>
    public Task Unmanage(Caller caller) => RunAsync(new VolumeCommand.Unmanage(), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public Task Revert(SnapshotId snapshot, Caller caller) => RunAsync(new VolumeCommand.Revert(snapshot), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public async Task<bool> Retype(RetypeRequest request, Caller caller)
    {
        await ThrowIfUnreadableAsync(caller);
        var whyNot = _volume.State is { Backend: { } backend }
            // Its space is its own already, so none is asked for.
            ? await GrainFactory.GetGrain<ISchedulerGrain>(0).WhyNot(new() { VolumeId = _id, SizeGiB = 0, ExtraSpecs = request.ExtraSpecs, RequiredBackend = backend })
            : "it is on no backend.";
        return (await RunAsync(new VolumeCommand.Retype(request, whyNot), caller))!.TypeId == request.TypeId;
    }

    /// <inheritdoc/>
    public Task Migrate(BackendId to, Caller caller) => RunAsync(new VolumeCommand.Migrate(to), caller);

    /// <inheritdoc/>
    public Task UploadImage(Caller caller) => RunAsync(new VolumeCommand.UploadImage(), caller);

    /// <inheritdoc/>
    public Task Reimage(bool allowReserved, Caller caller) => RunAsync(new VolumeCommand.Reimage(allowReserved), caller);

    /// <inheritdoc/>
    public Task CompleteExtend(Caller caller) => RunAsync(new VolumeCommand.CompleteExtend(), caller);

    /// <inheritdoc/>
    public async Task<VolumeDescription> MergeImageMetadata(ImmutableDictionary<string, string?> entries, Caller caller) =>
        (await RunAsync(new VolumeCommand.MergeImageMetadata(entries), caller))!.Describe();
}
