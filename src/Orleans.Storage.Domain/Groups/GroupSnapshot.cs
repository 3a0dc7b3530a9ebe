using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Groups;

/// <summary>One group snapshot as stored with its group. Immutable.</summary>
public sealed record GroupSnapshot
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")] public required GroupSnapshotId Id { get; init; }
    /// <summary>The owner.</summary>
    [JsonPropertyName("project")] public required ProjectId ProjectId { get; init; }
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [JsonPropertyName("description")] public string? Description { get; init; }
    /// <summary>What clients are shown.</summary>
    [JsonPropertyName("status")] public required GroupStatus Status { get; init; }
    /// <summary>What is still to be done for it, whatever an operator said of its status.</summary>
    [JsonPropertyName("work")] public GroupSnapshotWork Work { get; init; }
    /// <summary>Its parts, one a volume.</summary>
    [JsonPropertyName("parts")] public ImmutableArray<GroupSnapshotPart> Parts { get; init; } = [];
    /// <summary>When it was asked for.</summary>
    [JsonPropertyName("created_at")] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    [JsonPropertyName("updated_at")] public DateTimeOffset? UpdatedAt { get; init; }
}
