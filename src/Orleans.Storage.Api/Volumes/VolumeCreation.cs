using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Groups;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Idempotency;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Catalog;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Volumes;

/// <summary>POST /volumes: what the body leaves out is filled in, what it names is looked up, then quota, then the volume (contract §7.2).</summary>
internal sealed class VolumeCreation(VolumeLookup volumes, ICatalog catalog, VolumeSourceFinder sources, PlacementHints hints, TypeCache types, PoolCache pools, GroupLookup groups, QuotaHold quota)
{
    private const int GroupSince = 13;

    /// <summary>Makes the volume that the body asks for; one that an earlier try of the request has made is answered as it is.</summary>
    /// <exception cref="ApiException">The request is wrong; nothing was made.</exception>
    public async Task<VolumeDescription> CreateAsync(ApiRequest request, NewResource made)
    {
        var (body, caller) = (request.Body.GetProperty("volume"), request.Caller);
        if (made.MayExist && await catalog.FindVolumeAsync(new(made.Id), CancellationToken.None) is { } existing)
        {
            return existing;
        }

        if (body.BooleanOrNull("multiattach") is true)
        {
            throw ApiException.BadRequest("multiattach parameter has been removed. The default behavior is to use multiattach enabled volume types. "
                + "Contact your administrator to create a multiattach enabled volume type and use it to create multiattach volumes.");
        }

        var source = await sources.FindAsync(request, body);
        var sizeGiB = SizeOf(body, source);
        var type = await TypeOfAsync(body, source, caller);
        type.RefuseEncryption();
        CheckSizeOfType(sizeGiB, type);
        if (type.AllowsMultiattach)
        {
            request.Demand("volume:multiattach");
        }

        var wanted = new CreateVolumeRequest
        {
            SizeGiB = sizeGiB,
            TypeId = type.Id,
            ExtraSpecs = type.ExtraSpecs,
            Name = body.TrimmedOrNull("name", "display_name"),
            Description = body.TrimmedOrNull("description", "display_description"),
            AvailabilityZone = await ZoneOfAsync(body, source),
            Metadata = body.MapOrNull("metadata") ?? ImmutableSortedDictionary<string, string>.Empty,
            SnapshotId = source?.Snapshot?.Id,
            SourceVolumeId = source?.Volume.Id,
            SourceBackend = source?.Volume.Backend,
            Bootable = source?.Volume.Bootable ?? false,
            ImageMetadata = source?.Volume.ImageMetadata ?? ImmutableSortedDictionary<string, string>.Empty,
        };
        return await CreateAsync(new VolumeId(made.Id), await hints.AddAsync(request, wanted), type, await GroupOfAsync(request, body), caller);
    }

    private Task<VolumeDescription> CreateAsync(VolumeId id, CreateVolumeRequest request, VolumeType type, GroupId? group, Caller caller)
    {
        var reservation = new QuotaReservation(id.Value, type.Id, type.Name, Volumes: 1, Snapshots: 0, request.SizeGiB, VolumeSizeGiB: request.SizeGiB);
        return quota.HoldAsync(caller.Project, reservation, () => group is { } its ? groups.Grain(its).CreateVolume(id, request, caller) : volumes.Grain(id).Create(request, caller));
    }

    private async Task<GroupId?> GroupOfAsync(ApiRequest request, JsonElement body)
    {
        var named = request.Version.Has(GroupSince) ? body.TextOrNull("group_id") : null;
        if ((named ?? body.TextOrNull("consistencygroup_id")) is not { Length: > 0 } asked)
        {
            return null;
        }

        var group = await groups.GetAsync(asked, request.Caller);
        return body.TextOrNull("volume_type") is { Length: > 0 } ? group.Id : throw ApiException.InvalidInput("volume_type must be provided when creating a volume in a group.");
    }

    private static int SizeOf(JsonElement body, VolumeSource? source)
    {
        if (!body.TryGet("size", out var asked))
        {
            return source?.SizeGiB ?? throw ApiException.BadRequest(ApiException.Malformed);
        }

        var size = asked.Integer();
        if (source is not null && size < source.SizeGiB)
        {
            throw ApiException.InvalidInput(source.Snapshot is not null
                ? $"Volume size '{size}'GB cannot be smaller than the snapshot size {source.SizeGiB}GB. They must be >= original snapshot size."
                : $"Volume size '{size}'GB cannot be smaller than original volume size {source.SizeGiB}GB. They must be >= original volume size.");
        }

        return size;
    }

    private async ValueTask<VolumeType> TypeOfAsync(JsonElement body, VolumeSource? source, Caller caller)
    {
        var own = source is null ? null : (await types.GetAsync()).Find(source.TypeId);
        if (body.TextOrNull("volume_type") is not { Length: > 0 } asked)
        {
            return own ?? await types.DefaultAsync(caller.Project);
        }

        var type = await types.ResolveAsync(asked, caller);
        return source is null || VolumeSource.AreCompatible(type, own) ? type
            : throw ApiException.InvalidInput($"Invalid volume_type provided: {type.Id} (requested type is not compatible; recommend omitting the type argument).");
    }

    private static void CheckSizeOfType(int sizeGiB, VolumeType type)
    {
        if (Limit(type, "provisioning:min_vol_size") is { } least && sizeGiB < least)
        {
            throw ApiException.InvalidInput($"Specified volume size of '{sizeGiB}' is less than the minimum required size of '{least}' for volume type '{type.Name}'.");
        }

        if (Limit(type, "provisioning:max_vol_size") is { } most && sizeGiB > most)
        {
            throw ApiException.InvalidInput($"Specified volume size of '{sizeGiB}' is greater than the maximum allowable size of '{most}' for volume type '{type.Name}'.");
        }
    }

    private static int? Limit(VolumeType type, string spec) =>
        type.ExtraSpecs.TryGetValue(spec, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;

    private async ValueTask<string?> ZoneOfAsync(JsonElement body, VolumeSource? source)
    {
        var known = await pools.GetAsync();
        var asked = body.TextOrNull("availability_zone");
        if (asked is not null && !known.Any(p => p.AvailabilityZone == asked))
        {
            throw ApiException.BadRequest($"Availability zone '{asked}' is invalid.");
        }

        if (source?.Volume.AvailabilityZone is { } own)
        {
            return asked is null || asked == own ? own : throw ApiException.InvalidInput($"Volume must be in the same availability zone as the {source.Word}");
        }

        // With one zone there is nothing to schedule, so the answer can say it already.
        return asked ?? (known.Length > 0 && known.All(p => p.AvailabilityZone == known[0].AvailabilityZone) ? known[0].AvailabilityZone : null);
    }
}
