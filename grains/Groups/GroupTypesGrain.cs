using System.Collections.Immutable;
using Orleans.Runtime;
using OrleansStorage.Catalog;
using OrleansStorage.Errors;
using OrleansStorage.Faults;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Groups;

/// <summary>All group types in one state, so that a name is unique because one grain says so. The wire contract's §21.</summary>
[GrainType("group-types")]
public sealed class GroupTypesGrain([PersistentState("group-types")] IPersistentState<GroupTypesState> state, ICatalog catalog, TimeProvider time, IFaultPoints faults) : Grain, IGroupTypesGrain
{
    private GroupTypesState Kept => state.ReadFor(this);

    /// <inheritdoc/>
    public async Task<GroupType> Create(string name, string? description, bool isPublic, ImmutableSortedDictionary<string, string> specs)
    {
        ThrowIfTaken(name, null);
        var type = new GroupType { Id = GroupTypeId.New(), Name = name, Description = description, IsPublic = isPublic, Specs = specs, CreatedAt = time.GetUtcNow() };
        await WriteAsync(Kept.Types.Add(type));
        return type;
    }

    /// <inheritdoc/>
    public Task<GroupType> Update(GroupTypeId id, string? name, string? description, bool? isPublic)
    {
        var before = Find(id);
        if (name is not null) ThrowIfTaken(name, id);
        return ReplaceAsync(before, before with { Name = name ?? before.Name, Description = description ?? before.Description, IsPublic = isPublic ?? before.IsPublic });
    }

    /// <inheritdoc/>
    public async Task Delete(GroupTypeId id)
    {
        var type = Find(id);
        var groups = await catalog.CountGroupsAsync(new() { Filters = [new("group_type_id", CatalogOperator.Equal, id.ToString())] }, CancellationToken.None);
        if (groups > 0) throw StorageError.Refused(ErrorReason.InvalidInput, $"Group type {id} deletion is not allowed with groups present with the type.").ToException();
        await WriteAsync(Kept.Types.Remove(type));
    }

    /// <inheritdoc/>
    public Task<GroupType> MergeSpecs(GroupTypeId id, ImmutableDictionary<string, string?> entries)
    {
        var before = Find(id);
        var specs = before.Specs.RemoveRange(entries.Where(e => e.Value is null).Select(e => e.Key)).SetItems(entries.Where(e => e.Value is not null).Select(e => KeyValuePair.Create(e.Key, e.Value!)));
        return ReplaceAsync(before, before with { Specs = specs });
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<GroupType>> GetState() => Task.FromResult(Kept.Types);

    private GroupType Find(GroupTypeId id) => Kept.Types.FirstOrDefault(t => t.Id == id) ?? throw StorageError.NotFound($"Group type {id} could not be found.").ToException();

    private void ThrowIfTaken(string name, GroupTypeId? by)
    {
        if (Kept.Types.Any(t => t.Name == name && t.Id != by)) throw StorageError.Refused(ErrorReason.Conflict, $"Group Type {name} already exists.").ToException();
    }

    private async Task<GroupType> ReplaceAsync(GroupType before, GroupType after)
    {
        var changed = after with { UpdatedAt = time.GetUtcNow() };
        await WriteAsync(Kept.Types.Replace(before, changed));
        return changed;
    }

    private Task WriteAsync(ImmutableArray<GroupType> types) => state.WriteAsync(this, Kept.Types, types, (kept, now) => kept.Types = now, faults);
}
