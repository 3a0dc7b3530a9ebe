using System.Collections.Immutable;
using System.Text.Json;
using OrleansStorage.Api.AvailabilityZones;
using OrleansStorage.Api.Errors;
using OrleansStorage.Api.GroupSnapshots;
using OrleansStorage.Api.GroupTypes;
using OrleansStorage.Api.Requests;
using OrleansStorage.Api.Types;
using OrleansStorage.Groups;
using OrleansStorage.Ids;
using OrleansStorage.Projects;

namespace OrleansStorage.Api.Groups;

/// <summary>POST /groups and <c>create-from-src</c>: what the body names is looked up, then quota, then the group (contract §21). Safe from any thread.</summary>
internal sealed class GroupCreation(GroupLookup groups, GroupSnapshotLookup snapshots, GroupTypeLookup groupTypes, TypeCache types, PoolCache pools, GroupQuota quota)
{
    /// <summary>Makes the group that the body asks for.</summary>
    public async Task<GroupDescription> CreateAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("group");
        var type = await groupTypes.ResolveAsync(body.TextOrNull("group_type")!, request.Caller);
        return await CreateAsync(request, [], new()
        {
            GroupTypeId = type.Id, IsConsistent = GroupTypeLookup.IsConsistent(type), VolumeTypes = await TypesOfAsync(body.GetProperty("volume_types"), request.Caller), Name = body.TextOrNull("name")?.Trim(),
            Description = body.TextOrNull("description")?.Trim(), AvailabilityZone = await ZoneOfAsync(body.TextOrNull("availability_zone")),
        });
    }

    /// <summary>Makes a group with copies of another group's volumes, or of a group snapshot's parts.</summary>
    public async Task<GroupDescription> CopyAsync(ApiRequest request)
    {
        var body = request.Body.GetProperty("create-from-src");
        var (group, snapshot) = (body.TextOrNull("source_group_id"), body.TextOrNull("group_snapshot_id"));
        if ((group is null) == (snapshot is null))
        {
            throw ApiException.BadRequest($"Invalid input for field/attribute create-from-src. Value: {PythonText.Repr(body)}. {PythonText.Repr(body)} is not valid under any of the given schemas");
        }

        var ofSnapshot = snapshot is null ? null : await snapshots.GetAsync(snapshot, request.Caller);
        var source = await groups.GetAsync(group ?? ofSnapshot!.GroupId.ToString(), request.Caller);
        var copies = ofSnapshot is null ? await OfGroupAsync(source) : await OfSnapshotAsync(ofSnapshot);
        var isConsistent = await groupTypes.IsConsistentAsync(source.GroupTypeId);
        return await CreateAsync(request, copies.Select(c => c.Quota), new()
        {
            GroupTypeId = source.GroupTypeId, IsConsistent = isConsistent, VolumeTypes = source.VolumeTypes, Name = body.TextOrNull("name")?.Trim(), Description = body.TextOrNull("description")?.Trim(),
            AvailabilityZone = source.AvailabilityZone, GroupSnapshotId = ofSnapshot?.Id, SourceGroupId = ofSnapshot is null ? source.Id : null, Copies = [.. copies.Select(c => c.Copy)],
        });
    }

    private Task<GroupDescription> CreateAsync(ApiRequest request, IEnumerable<QuotaReservation> ofVolumes, CreateGroupRequest asked)
    {
        var id = GroupId.New();
        return quota.HoldAsync(request.Caller.Project, ofVolumes.Prepend(GroupQuota.Group(id.Value)), () => groups.Grain(id).Create(asked, request.Caller));
    }

    private async Task<List<(GroupCopy Copy, QuotaReservation Quota)>> OfGroupAsync(GroupDescription source)
    {
        List<(GroupCopy, QuotaReservation)> copies = [];
        foreach (var volume in await groups.VolumesAsync(source.Id))
        {
            var copy = new GroupCopy(VolumeId.New(), volume.Id, null);
            copies.Add((copy, await quota.VolumeAsync(copy.Id, volume.TypeId, volume.SizeGiB)));
        }

        return copies.Count > 0 ? copies : throw ApiException.BadRequest("Invalid Group: Source Group is empty. No group will be created.");
    }

    private async Task<List<(GroupCopy Copy, QuotaReservation Quota)>> OfSnapshotAsync(GroupSnapshotDescription source)
    {
        List<(GroupCopy, QuotaReservation)> copies = [];
        foreach (var (part, type) in await snapshots.PartsAsync(source.Id))
        {
            var copy = new GroupCopy(VolumeId.New(), part.VolumeId, part.Id);
            copies.Add((copy, await quota.VolumeAsync(copy.Id, type, part.SizeGiB)));
        }

        return copies.Count > 0 ? copies : throw ApiException.BadRequest("Invalid Group: Group snapshot is empty. No group will be created.");
    }

    private async Task<ImmutableArray<VolumeTypeId>> TypesOfAsync(JsonElement asked, Caller caller)
    {
        var names = asked.EnumerateArray().ToList();
        if (names.Count == 0 || names.Exists(n => n.ValueKind != JsonValueKind.String) || names.Select(n => n.Text()).Distinct(StringComparer.Ordinal).Count() < names.Count)
        {
            throw ApiException.BadRequest($"Invalid input for field/attribute volume_types. Value: {PythonText.Repr(asked)}. It must be a list of one or more different ids or names of volume types.");
        }

        var found = ImmutableArray.CreateBuilder<VolumeTypeId>();
        foreach (var name in names)
        {
            found.Add((await types.ResolveAsync(name.Text(), caller)).Id);
        }

        return [.. found.Distinct()];
    }

    private async ValueTask<string?> ZoneOfAsync(string? asked)
    {
        var known = await pools.GetAsync();
        return asked is null ? known.FirstOrDefault()?.AvailabilityZone
            : known.Any(p => p.AvailabilityZone == asked) ? asked : throw ApiException.InvalidInput($"Availability zone '{asked}' is invalid.");
    }
}
