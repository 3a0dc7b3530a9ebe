using System.Text.Json.Serialization;

namespace OrleansStorage.Records;

/// <summary>What a row of the database is the record of. Append only: values cross wires.</summary>
public enum RecordKind
{
    /// <summary>A volume with its attachments, exports and snapshots.</summary>
    [JsonStringEnumMemberName("volume")] Volume = 0,
    /// <summary>A group with its snapshots.</summary>
    [JsonStringEnumMemberName("group")] Group = 1,
    /// <summary>All volume types and QoS specs.</summary>
    [JsonStringEnumMemberName("volume-types")] VolumeTypes = 2,
    /// <summary>All group types.</summary>
    [JsonStringEnumMemberName("group-types")] GroupTypes = 3,
    /// <summary>A project's quotas, and what of them is promised.</summary>
    [JsonStringEnumMemberName("project")] Project = 4,
    /// <summary>A class of quotas.</summary>
    [JsonStringEnumMemberName("quota-class")] QuotaClass = 5,
    /// <summary>All backups.</summary>
    [JsonStringEnumMemberName("backups")] Backups = 6,
    /// <summary>What an operator set for a backend, and which target numbers it may have given.</summary>
    [JsonStringEnumMemberName("backend")] Backend = 7,
    /// <summary>A snapshot's row of the catalog; its record is its volume's.</summary>
    [JsonStringEnumMemberName("snapshot")] Snapshot = 8,
    /// <summary>An attachment's row of the catalog; its record is its volume's.</summary>
    [JsonStringEnumMemberName("attachment")] Attachment = 9,
    /// <summary>A transfer's row of the catalog; its record is its volume's.</summary>
    [JsonStringEnumMemberName("transfer")] Transfer = 10,
    /// <summary>A group snapshot's row of the catalog; its record is its group's.</summary>
    [JsonStringEnumMemberName("group-snapshot")] GroupSnapshot = 11,
    /// <summary>An open operation's row of the catalog; its record is its volume's.</summary>
    [JsonStringEnumMemberName("open-operation")] OpenOperation = 12,
    /// <summary>An entry of a volume's timeline.</summary>
    [JsonStringEnumMemberName("timeline-entry")] TimelineEntry = 13,
    /// <summary>A message to a project's users.</summary>
    [JsonStringEnumMemberName("message")] Message = 14,
    /// <summary>A key that a client gave to a create.</summary>
    [JsonStringEnumMemberName("idempotency-key")] IdempotencyKey = 15,
}
