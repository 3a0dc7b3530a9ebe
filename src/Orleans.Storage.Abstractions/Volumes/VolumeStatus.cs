using System.Text.Json.Serialization;

namespace OrleansStorage.Volumes;

/// <summary>Where a volume is in its life; Cinder's words. Append only: values are stored and cross wires.</summary>
[JsonConverter(typeof(WordConverter<VolumeStatus>))]
public enum VolumeStatus
{
    /// <summary>The array is making it.</summary>
    [JsonStringEnumMemberName("creating")] Creating = 0,
    /// <summary>Ready, and nobody holds it.</summary>
    [JsonStringEnumMemberName("available")] Available = 1,
    /// <summary>An attachment holds it, no host is connected.</summary>
    [JsonStringEnumMemberName("reserved")] Reserved = 2,
    /// <summary>A host is connected or about to be, the guest does not use it yet.</summary>
    [JsonStringEnumMemberName("attaching")] Attaching = 3,
    /// <summary>At least one attachment is complete.</summary>
    [JsonStringEnumMemberName("in-use")] InUse = 4,
    /// <summary>A compute service has begun to detach it.</summary>
    [JsonStringEnumMemberName("detaching")] Detaching = 5,
    /// <summary>The array is removing it.</summary>
    [JsonStringEnumMemberName("deleting")] Deleting = 6,
    /// <summary>Its creation failed, or an operator said so.</summary>
    [JsonStringEnumMemberName("error")] Error = 7,
    /// <summary>Its removal failed.</summary>
    [JsonStringEnumMemberName("error_deleting")] ErrorDeleting = 8,
    /// <summary>Adopting an existing array volume failed.</summary>
    [JsonStringEnumMemberName("error_managing")] ErrorManaging = 9,
    /// <summary>An existing array volume is being adopted.</summary>
    [JsonStringEnumMemberName("managing")] Managing = 10,
    /// <summary>Locked by an operator: nothing may touch it.</summary>
    [JsonStringEnumMemberName("maintenance")] Maintenance = 11,
    /// <summary>A backup is being restored onto it.</summary>
    [JsonStringEnumMemberName("restoring-backup")] RestoringBackup = 12,
    /// <summary>Restoring a backup failed.</summary>
    [JsonStringEnumMemberName("error_restoring")] ErrorRestoring = 13,
    /// <summary>Offered to another project.</summary>
    [JsonStringEnumMemberName("awaiting-transfer")] AwaitingTransfer = 14,
    /// <summary>A backup is being made of it.</summary>
    [JsonStringEnumMemberName("backing-up")] BackingUp = 15,
    /// <summary>Making a backup failed.</summary>
    [JsonStringEnumMemberName("error_backing-up")] ErrorBackingUp = 16,
    /// <summary>Growing it failed.</summary>
    [JsonStringEnumMemberName("error_extending")] ErrorExtending = 17,
    /// <summary>An image is being written to it.</summary>
    [JsonStringEnumMemberName("downloading")] Downloading = 18,
    /// <summary>An image is being made of it.</summary>
    [JsonStringEnumMemberName("uploading")] Uploading = 19,
    /// <summary>Its type is being changed.</summary>
    [JsonStringEnumMemberName("retyping")] Retyping = 20,
    /// <summary>The array is growing it.</summary>
    [JsonStringEnumMemberName("extending")] Extending = 21,
    /// <summary>The array is taking its content back to a snapshot.</summary>
    [JsonStringEnumMemberName("reverting")] Reverting = 22,
    /// <summary>It is being let go: its record ends, its data stays on the array.</summary>
    [JsonStringEnumMemberName("unmanaging")] Unmanaging = 23,
    /// <summary>Letting it go failed.</summary>
    [JsonStringEnumMemberName("error_unmanaging")] ErrorUnmanaging = 24,
    /// <summary>Its adoption failed and its record is being removed; what it was to adopt stays on the array.</summary>
    [JsonStringEnumMemberName("error_managing_deleting")] ErrorManagingDeleting = 25,
}
