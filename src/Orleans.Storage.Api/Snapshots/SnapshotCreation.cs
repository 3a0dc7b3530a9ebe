using System.Collections.Immutable;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.Projects;
using OrleansStorage.Api.Idempotency;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Api.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Projects;
using OrleansStorage.Volumes;

namespace OrleansStorage.Api.Snapshots;

/// <summary>POST /snapshots: quota, then the snapshot (contract §14).</summary>
internal sealed class SnapshotCreation(VolumeLookup volumes, TypeCache types, QuotaHold quota)
{
    private const int InUseSince = 66;

    /// <summary>Makes the snapshot that the body asks for; one that an earlier try of the request has made is answered as it is.</summary>
    /// <exception cref="ApiException">The request is wrong; nothing was made.</exception>
    public async Task<SnapshotDescription> CreateAsync(ApiRequest request, NewResource made)
    {
        var body = request.Body.GetProperty("snapshot");
        var volume = await volumes.GetAsync(body.TextOrNull("volume_id") ?? "None", request.Caller);
        var asked = new CreateSnapshotRequest(new SnapshotId(made.Id), body.TrimmedOrNull("name", "display_name"), body.TrimmedOrNull("description", "display_description"),
            body.MapOrNull("metadata") ?? ImmutableSortedDictionary<string, string>.Empty, AllowsInUse(request, body.BooleanOrNull("force")),
            PromisedGiB: volume.SizeGiB);
        if (made.MayExist && volume.Snapshots.FirstOrDefault(s => s.Id == asked.Id) is { } existing)
        {
            return existing;
        }

        var type = (await types.GetAsync()).NameOf(volume.TypeId);
        var reservation = new QuotaReservation(asked.Id.Value, volume.TypeId, type, Volumes: 0, Snapshots: 1, volume.SizeGiB, VolumeSizeGiB: 0);
        return await quota.HoldAsync(volume.ProjectId, reservation, () => volumes.Grain(volume.Id).CreateSnapshot(asked, request.Caller));
    }

    private static bool AllowsInUse(ApiRequest request, bool? force)
    {
        if (!request.Version.Has(InUseSince))
        {
            return force ?? false;
        }

        // The double blank and the spelling are Cinder's.
        return force is not false ? true
            : throw ApiException.BadRequest("Since microversion 3.66 the 'force' flag is invalid for this request.  For backward compatability, however, when the 'force' flag is passed with a value "
                + "evaluating to True, it is silently ignored.");
    }
}
