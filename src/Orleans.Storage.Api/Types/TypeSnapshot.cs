using System.Collections.Frozen;
using System.Collections.Immutable;
using OrleansStorage.Ids;
using OrleansStorage.Types;

namespace OrleansStorage.Api.Types;

/// <summary>Every volume type at one moment, by id and by name, and the QoS specs. Immutable.</summary>
internal sealed class TypeSnapshot
{
    private readonly FrozenDictionary<VolumeTypeId, VolumeType> _byId;
    private readonly FrozenDictionary<string, VolumeType> _byName;

    private readonly FrozenDictionary<string, VolumeType> _byProject;
    private readonly FrozenDictionary<QosSpecsId, QosSpecs> _qosSpecs;

    /// <summary>Indexes <paramref name="types"/>.</summary>
    public TypeSnapshot(ImmutableArray<VolumeType> types, ImmutableArray<QosSpecs> qosSpecs)
    {
        All = types;
        QosSpecs = qosSpecs;
        _qosSpecs = qosSpecs.ToFrozenDictionary(q => q.Id);
        _byProject = types.SelectMany(t => t.DefaultOf.Select(p => (Project: p, Type: t))).DistinctBy(d => d.Project).ToFrozenDictionary(d => d.Project, d => d.Type, StringComparer.Ordinal);
        _byId = types.ToFrozenDictionary(t => t.Id);
        _byName = types.ToFrozenDictionary(t => t.Name, StringComparer.Ordinal);
    }

    /// <summary>All of them, oldest first.</summary>
    public ImmutableArray<VolumeType> All { get; }

    /// <summary>All QoS specs, oldest first.</summary>
    public ImmutableArray<QosSpecs> QosSpecs { get; }

    /// <summary>The QoS specs that hosts hold volumes of a type to; null for none.</summary>
    public QosSpecs? HostQosOf(VolumeTypeId id) => Find(id)?.QosSpecsId is { } qos && _qosSpecs.TryGetValue(qos, out var specs) && specs.IsForHosts ? specs : null;

    /// <summary>The type that an operator gave a project by default; null for none.</summary>
    public VolumeType? DefaultOf(ProjectId project) => _byProject.GetValueOrDefault(project.Value);

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
