using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrleansStorage.Connections;

/// <summary>What a compute host says of itself when it wants a volume (os-brick's connector properties; only the fields that some driver or rule reads are kept). Immutable.</summary>
[GenerateSerializer, Immutable, Alias("OrleansStorage.Connector")]
public sealed record Connector
{
    /// <summary>The host's name: the key of its exports. Required.</summary>
    [Id(0), JsonPropertyName("host")] public required string Host { get; init; }
    /// <summary>The host's iSCSI initiator name (IQN), if it has one.</summary>
    [Id(1), JsonPropertyName("initiator")] public string? Initiator { get; init; }
    /// <summary>The host's storage address.</summary>
    [Id(2), JsonPropertyName("ip")] public string? Ip { get; init; }
    /// <summary>The host's NVMe name.</summary>
    [Id(3), JsonPropertyName("nqn")] public string? Nqn { get; init; }
    /// <summary>The host's Fibre Channel port names.</summary>
    [Id(4), JsonPropertyName("wwpns")] public ImmutableArray<string> Wwpns { get; init; } = [];
    /// <summary>Whether the host wants more than one path.</summary>
    [Id(5), JsonPropertyName("multipath")] public bool Multipath { get; init; }
    /// <summary>Whether the host refuses a single path; echoed in the connection info.</summary>
    [Id(6), JsonPropertyName("enforce_multipath")] public bool EnforceMultipath { get; init; }
    /// <summary>The device name that the guest will see.</summary>
    [Id(7), JsonPropertyName("mountpoint")] public string? Mountpoint { get; init; }
    /// <summary>The access that the host asks for.</summary>
    [Id(8), JsonPropertyName("mode")] public Volumes.AttachMode? Mode { get; init; }

    /// <summary>Whether both describe the same host to an array: same name and the same initiator names.</summary>
    public bool SameHostAs(Connector other) => Host == other.Host && Initiator == other.Initiator && Nqn == other.Nqn && Wwpns.AsSpan().SequenceEqual(other.Wwpns.AsSpan());
}
