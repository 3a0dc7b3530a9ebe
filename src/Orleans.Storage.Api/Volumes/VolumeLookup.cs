using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Requests;
using OrleansStorage.Errors;
using OrleansStorage.Ids;
using OrleansStorage.Records;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>Finds the volume that a path or a body names. Safe from any thread.</summary>
internal sealed class VolumeLookup(IGrainFactory grains)
{
    /// <summary>The grain of a volume that may or may not exist.</summary>
    /// <exception cref="ApiException">404: the text is no uuid, so no volume has it.</exception>
    public IVolumeGrain Grain(string id) => VolumeId.TryParse(id, out var parsed) ? Grain(parsed) : throw ApiException.VolumeNotFound(id);

    /// <summary>The grain of a volume.</summary>
    public IVolumeGrain Grain(VolumeId id) => grains.GetVolume(id);

    /// <summary>The volume.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    /// <exception cref="StorageException">Its record cannot be read.</exception>
    public async Task<VolumeDescription> GetAsync(string id, Caller caller)
    {
        var volume = await Grain(id).GetState() is { } found && caller.MaySee(found.ProjectId) ? found : throw ApiException.VolumeNotFound(id);
        return volume.Unreadable is null ? volume : throw StorageError.Unreadable(RecordKind.Volume, volume.Id).ToException();
    }

    /// <summary>Ends the request unless its caller may see the volume that the path names.</summary>
    /// <exception cref="ApiException">404: there is none, or it is not the caller's.</exception>
    public Task RequireAsync(ApiRequest request) => GetAsync(request.Route("id"), request.Caller);
}
