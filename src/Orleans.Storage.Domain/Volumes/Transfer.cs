using System.Text.Json.Serialization;
using OrleansStorage.Ids;
using OrleansStorage.Transfers;

namespace OrleansStorage.Domain.Volumes;

/// <summary>The open offer of a volume, as stored with it, so that accepting it, withdrawing it and everything else that is done to the volume cannot race. Immutable.</summary>
public sealed record Transfer
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")] public required TransferId Id { get; init; }
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")] public string? Name { get; init; }
    /// <summary>Whether the snapshots stay with the project that offers the volume.</summary>
    [JsonPropertyName("no_snapshots")] public bool NoSnapshots { get; init; }
    /// <summary>What is kept of the key.</summary>
    [JsonPropertyName("key")] public required TransferKeyHash Key { get; init; }
    /// <summary>When it was made.</summary>
    [JsonPropertyName("created_at")] public required DateTimeOffset CreatedAt { get; init; }
}
