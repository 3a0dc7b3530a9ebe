using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Volumes;

/// <summary>Asks for another type. It is resolved and its quota reserved before. Immutable.</summary>
/// <param name="TypeId">The new type.</param>
/// <param name="ExtraSpecs">Its extra specs.</param>
/// <param name="MayMove">Whether the data may go to another pool, where the present one does not suit the new type (Cinder's policy <c>on-demand</c>).</param>
/// <param name="ChangesHostQos">Whether hosts would have to be told of other QoS specs, which those that have the volume attached are not.</param>
[GenerateSerializer, Immutable, Alias("OrleansStorage.RetypeRequest")]
public sealed record RetypeRequest([property: Id(0)] VolumeTypeId TypeId, [property: Id(1)] ImmutableSortedDictionary<string, string> ExtraSpecs, [property: Id(2)] bool MayMove,
    [property: Id(3)] bool ChangesHostQos = false);
