using System.Text.Json.Serialization;

namespace OrleansStorage.Groups;

/// <summary>Where a group, or a snapshot of one, is in its life; Cinder's words. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<GroupStatus>))]
public enum GroupStatus
{
    /// <summary>Its volumes, or their snapshots, are being made.</summary>
    [JsonStringEnumMemberName("creating")] Creating = 0,
    /// <summary>Ready.</summary>
    [JsonStringEnumMemberName("available")] Available = 1,
    /// <summary>Making or changing it failed, or an operator said so.</summary>
    [JsonStringEnumMemberName("error")] Error = 2,
    /// <summary>It is being removed.</summary>
    [JsonStringEnumMemberName("deleting")] Deleting = 3,
    /// <summary>Only an operator says so.</summary>
    [JsonStringEnumMemberName("deleted")] Deleted = 4,
    /// <summary>Volumes are coming to it or going from it.</summary>
    [JsonStringEnumMemberName("updating")] Updating = 5,
    /// <summary>Its removal failed.</summary>
    [JsonStringEnumMemberName("error_deleting")] ErrorDeleting = 6,
}
