using OrleansStorage.Client.Calls;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Client.Volumes;

/// <summary>Growth, removal, and waiting for the array. Safe from any thread.</summary>
internal sealed class VolumeChanges(ClusterCalls calls, VolumeCreation creation, QuotaGate quota)
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(500);

    public async Task<VolumeDescription> ExtendAsync(VolumeId id, int newSizeGiB, CancellationToken cancellationToken)
    {
        var volume = await calls.GetVolumeAsync(id, cancellationToken);
        var type = await creation.ResolveTypeAsync(volume.TypeId.ToString(), null, cancellationToken);
        // A size that is no growth needs no promise: the volume's grain refuses it in its own words.
        var growthGiB = Math.Max(0, newSizeGiB - volume.SizeGiB);
        var caller = calls.NewCaller();
        return await quota.UseAsync(
            volume.ProjectId,
            new(id.Value, type.Id, type.Name, Volumes: 0, Snapshots: 0, growthGiB, newSizeGiB),
            async () =>
            {
                await calls.Policy.RunAsync(attempt => ExtendOnceAsync(id, newSizeGiB, caller, attempt, cancellationToken), cancellationToken);
                return await ExtendedAsync(id, newSizeGiB, cancellationToken);
            },
            cancellationToken);
    }

    public Task DeleteAsync(VolumeId id, CancellationToken cancellationToken)
    {
        var caller = calls.NewCaller();
        return calls.Policy.RunAsync(async attempt =>
        {
            try
            {
                await calls.Volume(id).Delete(cascade: false, force: false, caller);
            }
            catch (StorageException error) when (attempt > 0 && error.Error.Kind == ErrorKind.Refused)
            {
                // An earlier try may have begun it: then there is nothing to refuse.
                if (await calls.Volume(id).GetState() is { Status: not VolumeStatus.Deleting })
                    throw;
            }
        }, cancellationToken);
    }

    public async Task<VolumeDescription?> WaitUntilSettledAsync(VolumeId id, CancellationToken cancellationToken)
    {
        var pause = FirstPoll;
        while (true)
        {
            var volume = await calls.FindVolumeAsync(id, cancellationToken);
            if (volume?.Status is not (VolumeStatus.Creating or VolumeStatus.Extending or VolumeStatus.Deleting))
                return volume;
            await Task.Delay(pause, calls.Time, cancellationToken);
            pause = pause < LongestPoll ? pause * 2 : LongestPoll;
        }
    }

    private async Task ExtendOnceAsync(VolumeId id, int newSizeGiB, Caller caller, int attempt, CancellationToken cancellationToken)
    {
        try
        {
            await calls.Volume(id).Extend(newSizeGiB, allowInUse: true, caller);
        }
        catch (StorageException error) when (attempt > 0 && error.Error.Kind == ErrorKind.Refused)
        {
            // An earlier try may have begun it: what counts is the size that it ends with.
            if (await WaitUntilSettledAsync(id, cancellationToken) is not { } volume || volume.SizeGiB < newSizeGiB)
                throw;
        }
    }

    private async Task<VolumeDescription> ExtendedAsync(VolumeId id, int newSizeGiB, CancellationToken cancellationToken)
    {
        var volume = await WaitUntilSettledAsync(id, cancellationToken) ?? throw StorageError.VolumeNotFound(id).ToException();
        return volume.SizeGiB >= newSizeGiB ? volume : throw StorageError.Refused(ErrorReason.ArrayRefused, $"Volume {id} could not be extended to {newSizeGiB} GiB; it has {volume.SizeGiB}.").ToException();
    }
}
