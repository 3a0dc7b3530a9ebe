using System.Collections.Immutable;
using OrleansStorage.Ids;

namespace OrleansStorage.Types;

/// <summary>How fast volumes may be (the wire contract's §16). A type has one set of them at most. Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.QosSpecs")]
public sealed record QosSpecs
{
    /// <summary>Its id.</summary>
    [Id(0)] public required QosSpecsId Id { get; init; }
    /// <summary>Its name; unique.</summary>
    [Id(1)] public required string Name { get; init; }
    /// <summary>Who holds volumes to it.</summary>
    [Id(2)] public required QosConsumer Consumer { get; init; }
    /// <summary>The limits, by the names that the consumer knows, such as <c>total_iops_sec</c>.</summary>
    [Id(3)] public ImmutableSortedDictionary<string, string> Specs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>When it was made.</summary>
    [Id(4)] public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Whether the compute host is told.</summary>
    public bool IsForHosts => Consumer is QosConsumer.FrontEnd or QosConsumer.Both;
}
