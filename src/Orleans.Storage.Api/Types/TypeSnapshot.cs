using System.Collections.Frozen;
using System.Collections.Immutable;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>Every volume type at one moment, by id and by name. Immutable.</summary>
internal sealed class TypeSnapshot
{
    private readonly FrozenDictionary<VolumeTypeId, VolumeType> _byId;
    private readonly FrozenDictionary<string, VolumeType> _byName;

    /// <summary>Indexes <paramref name="types"/>.</summary>
    public TypeSnapshot(ImmutableArray<VolumeType> types)
    {
        All = types;
        _byId = types.ToFrozenDictionary(t => t.Id);
        _byName = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them, oldest first.</summary>
    public ImmutableArray<VolumeType> All { get; }

    /// <summary>A type by id.</summary>
    public VolumeType? Find(VolumeTypeId id) => _byId.GetValueOrDefault(id);

    /// <summary>A type by id or name, if <paramref name="caller"/> may see it.</summary>
    public VolumeType? Find(string idOrName, Caller caller)
    {
        var type = VolumeTypeId.TryParse(idOrName, out var id) ? Find(id) : null;
        type ??= _byName.GetValueOrDefault(idOrName);
        return type?.IsVisibleTo(caller) is true ? type : null;
    }

    /// <summary>A type's name, or its id's text when the type is gone.</summary>
    public string NameOf(VolumeTypeId id) => Find(id)?.Name ?? id.ToString();
}
