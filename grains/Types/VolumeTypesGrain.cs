using System.Collections.Immutable;
using Orleans.Concurrency;
using Orleans.Runtime;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Grains.Types;

/// <summary>All volume types and QoS specs in one state, so that a name is unique, and an association holds, because one grain says so. The wire contract's §15, §16 and §25.</summary>
[KeepAlive]
[GrainType("volume-types")]
public sealed partial class VolumeTypesGrain([PersistentState("volume-types")] IPersistentState<VolumeTypesState> state, ICatalog catalog, TimeProvider time, IFaultPoints faults) : Grain, IVolumeTypesGrain, IQosSpecsGrain
{
    private static readonly VolumeTypeId DefaultId = new(new Guid("00000000-0000-0000-0000-00000000de1a"));

    private VolumeTypesState Kept => state.ReadFor(this);

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        state.State is { Unreadable: null, Types.IsDefaultOrEmpty: true }
            ? WriteAsync([new VolumeType { Id = DefaultId, Name = IVolumeTypesGrain.DefaultName, Description = "Default Volume Type", CreatedAt = time.GetUtcNow() }])
            : Task.CompletedTask;

    /// <inheritdoc/>
    public async Task<VolumeType> Create(string name, string? description, bool isPublic, ImmutableSortedDictionary<string, string> extraSpecs)
    {
        ThrowIfTaken(name, null);
        ThrowIfContradicting(extraSpecs);
        var type = new VolumeType { Id = VolumeTypeId.New(), Name = name, Description = description, IsPublic = isPublic, ExtraSpecs = extraSpecs, CreatedAt = time.GetUtcNow() };
        await WriteAsync(Kept.Types.Add(type));
        return type;
    }

    /// <inheritdoc/>
    public Task<VolumeType> Update(VolumeTypeId id, string? name, string? description, bool? isPublic)
    {
        if (name is not null) ThrowIfTaken(name, id);
        return ReplaceAsync(id, t => t with { Name = name ?? t.Name, Description = description ?? t.Description, IsPublic = isPublic ?? t.IsPublic });
    }

    /// <inheritdoc/>
    public async Task Delete(VolumeTypeId id)
    {
        var type = Find(id);
        if (type.Name == IVolumeTypesGrain.DefaultName || id == DefaultId || !type.DefaultOf.IsEmpty)
            throw StorageError.Refused(ErrorReason.InvalidVolumeType, $"The volume type {id} is a default volume type and cannot be deleted.").ToException();
        await ThrowIfInUseAsync(id, $"Volume type {id} deletion is not allowed with volumes present with the type.");
        await WriteAsync(Kept.Types.Remove(type));
    }

    /// <inheritdoc/>
    public async Task<VolumeType> MergeExtraSpecs(VolumeTypeId id, ImmutableDictionary<string, string?> entries)
    {
        var type = Find(id);
        await ThrowIfInUseAsync(id, "Volume Type is currently in use.");
        var specs = type.ExtraSpecs.RemoveRange(entries.Where(e => e.Value is null).Select(e => e.Key)).SetItems(entries.Where(e => e.Value is not null).Select(e => KeyValuePair.Create(e.Key, e.Value!)));
        ThrowIfContradicting(specs);
        return await ReplaceAsync(id, t => t with { ExtraSpecs = specs });
    }

    /// <inheritdoc/>
    public Task SetAccess(VolumeTypeId id, ProjectId project, bool allowed)
    {
        var type = Find(id);
        if (type.IsPublic) throw StorageError.Refused(ErrorReason.InvalidVolumeType, "Invalid volume type: Type access modification is not applicable to public volume type.").ToException();
        if (type.Projects.Contains(project.Value) == allowed)
        {
            throw (allowed
                ? StorageError.Refused(ErrorReason.Conflict, $"Volume type access for {id} / {project} combination already exists.")
                : StorageError.NotFound($"Volume type access not found for {id} / {project} combination.")).ToException();
        }
        return ReplaceAsync(id, t => t with { Projects = allowed ? t.Projects.Add(project.Value) : t.Projects.Remove(project.Value) });
    }

    /// <inheritdoc/>
    public async Task SetDefaultOf(ProjectId project, VolumeTypeId? type)
    {
        if (type is { } id) Find(id);
        await WriteAsync([.. Kept.Types.Select(t => t with { DefaultOf = t.Id == type ? t.DefaultOf.Add(project.Value) : t.DefaultOf.Remove(project.Value) })]);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<VolumeType>> GetState() => Task.FromResult(Kept.Types);

    private VolumeType Find(VolumeTypeId id) =>
        Kept.Types.FirstOrDefault(t => t.Id == id) ?? throw StorageError.NotFound($"Volume type {id} could not be found.").ToException();

    private void ThrowIfTaken(string name, VolumeTypeId? by)
    {
        if (Kept.Types.Any(t => t.Name == name && t.Id != by)) throw StorageError.Refused(ErrorReason.Conflict, $"Volume Type {name} already exists.").ToException();
    }

    private static void ThrowIfContradicting(ImmutableSortedDictionary<string, string> specs)
    {
        if (VolumeType.IsTrue(specs, "multiattach") && VolumeType.IsTrue(specs, "cacheable"))
            throw StorageError.Refused(ErrorReason.InvalidInput, "cacheable cannot be set with multiattach.").ToException();
    }

    private async Task<VolumeType> ReplaceAsync(VolumeTypeId id, Func<VolumeType, VolumeType> change)
    {
        var before = Find(id);
        var after = change(before) with { UpdatedAt = time.GetUtcNow() };
        await WriteAsync(Kept.Types.Replace(before, after));
        return after;
    }

    private async Task ThrowIfInUseAsync(VolumeTypeId id, string message)
    {
        if (await catalog.IsTypeInUseAsync(id, CancellationToken.None)) throw StorageError.Refused(ErrorReason.InvalidVolumeType, message).ToException();
    }

    private Task WriteAsync(ImmutableArray<VolumeType> types, ImmutableArray<QosSpecs>? qosSpecs = null) =>
        state.WriteAsync(this, (Kept.Types, Kept.QosSpecs), (types, qosSpecs ?? Kept.QosSpecs), (kept, now) => (kept.Types, kept.QosSpecs) = now, faults);
}
