using System.Collections.Immutable;
using System.Text.Json.Serialization;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>One snapshot as stored with its volume, whose life it shares. Immutable.</summary>
public sealed record Snapshot
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")] public required SnapshotId Id { get; init; }
    /// <summary>The owner.</summary>
    [JsonPropertyName("project")] public required ProjectId ProjectId { get; init; }
    /// <summary>Who made it.</summary>
    [JsonPropertyName("user")] public required string UserId { get; init; }
    /// <summary>Its name.</summary>
    [JsonPropertyName("name")] public string? Name { get; init; }
    /// <summary>Its description.</summary>
    [JsonPropertyName("description")] public string? Description { get; init; }
    /// <summary>Where it is in its life.</summary>
    [JsonPropertyName("status")] public SnapshotStatus Status { get; init; }
    /// <summary>The volume's size when it was made, in GiB.</summary>
    [JsonPropertyName("size")] public required int SizeGiB { get; init; }
    /// <summary>How far it is, in the words of who makes it instead of the array; null when nobody said.</summary>
    [JsonPropertyName("progress")] public string? Progress { get; init; }
    /// <summary>Whether its adoption is not known to have succeeded: then it is let go where others are removed, so that nothing is lost that was not ours.</summary>
    [JsonPropertyName("adopting"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public bool Adopting { get; init; }
    /// <summary>What is owed to the array where the status does not say it: an operator or a service set the word since. Null, also in what older versions wrote: the status says it. Read <see cref="Owes"/>.</summary>
    [JsonPropertyName("end"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public SnapshotEnd? End { get; init; }
    /// <summary>What of its end is owed to the array, whatever its status is called.</summary>
    [JsonIgnore] public SnapshotEnd Owes => End ?? ImpliedBy(Status);
    /// <summary>When it was asked for.</summary>
    [JsonPropertyName("created_at")] public required DateTimeOffset CreatedAt { get; init; }
    /// <summary>When it last changed.</summary>
    [JsonPropertyName("updated_at")] public DateTimeOffset? UpdatedAt { get; init; }
    /// <summary>The users' own words.</summary>
    [JsonPropertyName("metadata")] public ImmutableSortedDictionary<string, string> Metadata { get; init; } = ImmutableSortedDictionary<string, string>.Empty;
    /// <summary>The group snapshot that it is a part of; null when it was made alone.</summary>
    [JsonPropertyName("group_snapshot")] public GroupSnapshotId? GroupSnapshotId { get; init; }

    /// <summary>The snapshot where its life takes it: it owes what the status implies.</summary>
    public Snapshot At(SnapshotStatus status) => this with { Status = status, End = null };

    /// <summary>The snapshot called otherwise: it owes what it owed, so that a word neither begins nor calls off what is done at the array.</summary>
    public Snapshot Called(SnapshotStatus status) => this with { Status = status, End = Owes == ImpliedBy(status) ? null : Owes };

    private static SnapshotEnd ImpliedBy(SnapshotStatus status) => status switch
    {
        SnapshotStatus.Deleting => SnapshotEnd.Delete,
        SnapshotStatus.Unmanaging => SnapshotEnd.Release,
        _ => SnapshotEnd.None,
    };
}
