using System.Collections.Immutable;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    /// <inheritdoc/>
    public async Task<SnapshotDescription> CreateSnapshot(CreateSnapshotRequest request, Caller caller) =>
        Describe(await RunAsync(new VolumeCommand.CreateSnapshot(request), caller, answerOnRecord: true), request.Id);

    /// <inheritdoc/>
    public Task DeleteSnapshot(SnapshotId id, bool force, Caller caller) => RunAsync(new VolumeCommand.DeleteSnapshot(id, force), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public async Task<SnapshotDescription> UpdateSnapshot(SnapshotId id, UpdateVolumeRequest request, Caller caller) =>
        Describe(await RunAsync(new VolumeCommand.UpdateSnapshot(id, request), caller), id);

    /// <inheritdoc/>
    public async Task<SnapshotDescription> MergeSnapshotMetadata(SnapshotId id, ImmutableDictionary<string, string?> entries, Caller caller) =>
        Describe(await RunAsync(new VolumeCommand.MergeSnapshotMetadata(id, entries), caller), id);

    /// <inheritdoc/>
    public Task ResetSnapshotStatus(SnapshotId id, SnapshotStatus status, Caller caller) => RunAsync(new VolumeCommand.ResetSnapshotStatus(id, status), caller);

    /// <inheritdoc/>
    public async Task<SnapshotDescription> AdoptSnapshot(AdoptSnapshotRequest request, Caller caller) =>
        Describe(await RunAsync(new VolumeCommand.AdoptSnapshot(request), caller, answerOnRecord: true), request.Id);

    /// <inheritdoc/>
    public Task UnmanageSnapshot(SnapshotId id, Caller caller) => RunAsync(new VolumeCommand.UnmanageSnapshot(id), caller, answerOnRecord: true);

    /// <inheritdoc/>
    public Task ReportSnapshot(SnapshotId id, SnapshotStatus status, string? progress, Caller caller) => RunAsync(new VolumeCommand.ReportSnapshot(id, status, progress), caller);

    private static SnapshotDescription Describe(VolumeState? state, SnapshotId id) =>
        state?.FindSnapshot(id)?.Describe(state) ?? throw StorageError.SnapshotNotFound(id).ToException();
}
