using System.Collections.Immutable;
using Orleans.Concurrency;
using OrleansStorage.Ids;

namespace OrleansStorage.Types;

/// <summary>
/// All QoS specs and which types have them; the very grain of the types (<see cref="IVolumeTypesGrain.Key"/>), so that an association and a deletion cannot miss each other. Refusals are
/// <see cref="Errors.StorageException"/>s with Cinder's words.
/// </summary>
[Alias("OrleansStorage.IQosSpecsGrain")]
public interface IQosSpecsGrain : IGrainWithStringKey
{
    /// <summary>Makes a set; its name must be new.</summary>
    [Alias("CreateQos")]
    Task<QosSpecs> CreateQos(string name, QosConsumer consumer, ImmutableSortedDictionary<string, string> specs);

    /// <summary>Sets or removes (null) single specs, and the consumer unless it is null.</summary>
    [Alias("UpdateQos")]
    Task<QosSpecs> UpdateQos(QosSpecsId id, QosConsumer? consumer, ImmutableDictionary<string, string?> specs);

    /// <summary>Removes specs that must be there.</summary>
    [Alias("DeleteQosKeys")]
    Task DeleteQosKeys(QosSpecsId id, ImmutableArray<string> keys);

    /// <summary>Removes a set that no type has; with <paramref name="force"/> it is taken from its types first.</summary>
    [Alias("DeleteQos")]
    Task DeleteQos(QosSpecsId id, bool force);

    /// <summary>Gives the set to a type; again changes nothing, and a type with another set is refused.</summary>
    [Alias("AssociateQos")]
    Task AssociateQos(QosSpecsId id, VolumeTypeId type);

    /// <summary>Takes the set from a type, or from every type when <paramref name="type"/> is null; nothing happens to one that has it not.</summary>
    [Alias("DisassociateQos")]
    Task DisassociateQos(QosSpecsId id, VolumeTypeId? type);

    /// <summary>Every set, oldest first.</summary>
    [Alias("GetQosSpecs"), ReadOnly, AlwaysInterleave]
    Task<ImmutableArray<QosSpecs>> GetQosSpecs();
}
