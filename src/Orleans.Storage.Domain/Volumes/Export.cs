using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Connections;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>What lets one host in to this volume, as stored: owned by a set of attachments and claims, never counted. Immutable.</summary>
public sealed record Export
{
    /// <summary>The host as it described itself when the export was made; <see cref="Connector.Host"/> is this export's key.</summary>
    [JsonPropertyName("connector")] public required Connector Connector { get; init; }
    /// <summary>Who needs it.</summary>
    [JsonPropertyName("owners")] public required ImmutableArray<ExportOwner> Owners { get; init; }
    /// <summary>Where it is in its life.</summary>
    [JsonPropertyName("phase")] public ExportPhase Phase { get; init; }
    /// <summary>Where it is on the array; null until the array answered.</summary>
    [JsonPropertyName("location")] public ExportLocation? Location { get; init; }
    /// <summary>The host's one-time CHAP secret, sealed.</summary>
    [JsonPropertyName("chap")] public SealedSecret ChapSecret { get; init; }

    /// <summary>The key.</summary>
    [JsonIgnore] public string Host => Connector.Host;
}
