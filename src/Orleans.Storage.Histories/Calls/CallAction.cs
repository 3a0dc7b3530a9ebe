using System.Text.Json.Serialization;

namespace OrleansStorage.Histories.Calls;

/// <summary>What a client can ask of a volume. A recorder leaves out what is not here.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallAction>))]
public enum CallAction
{
    /// <summary>Make the volume; ok once it can be attached.</summary>
    [JsonStringEnumMemberName("create-volume")] CreateVolume,
    /// <summary>Remove the volume; ok once nobody can attach it any more.</summary>
    [JsonStringEnumMemberName("delete-volume")] DeleteVolume,
    /// <summary>Reserve for an instance, and connect a host when one is given.</summary>
    [JsonStringEnumMemberName("create-attachment")] CreateAttachment,
    /// <summary>Connect an attachment's host; answers the connection.</summary>
    [JsonStringEnumMemberName("connect-attachment")] ConnectAttachment,
    /// <summary>Say that the guest uses the volume.</summary>
    [JsonStringEnumMemberName("complete-attachment")] CompleteAttachment,
    /// <summary>End an attachment; ok once the array agrees.</summary>
    [JsonStringEnumMemberName("delete-attachment")] DeleteAttachment,
    /// <summary>The legacy pair's first half: read a host's connection, or claim one.</summary>
    [JsonStringEnumMemberName("initialize-connection")] InitializeConnection,
    /// <summary>The legacy pair's second half; every claim when no host is given.</summary>
    [JsonStringEnumMemberName("terminate-connection")] TerminateConnection,
    /// <summary>Read the attachments, the size and the snapshots.</summary>
    [JsonStringEnumMemberName("read-volume")] ReadVolume,
    /// <summary>Grow the volume; ok once it has grown.</summary>
    [JsonStringEnumMemberName("extend-volume")] ExtendVolume,
    /// <summary>Make a snapshot; ok once the array has it.</summary>
    [JsonStringEnumMemberName("create-snapshot")] CreateSnapshot,
    /// <summary>Remove a snapshot; ok once the array agrees.</summary>
    [JsonStringEnumMemberName("delete-snapshot")] DeleteSnapshot,
    /// <summary>End an attachment and the claims on its host, or all when it is the last; ok once the array, read again, shows nothing of the host.</summary>
    [JsonStringEnumMemberName("force-detach")] ForceDetach,
    /// <summary>An operator says that the volume is in error, or that it is available and nobody has it; then ok once the array agrees.</summary>
    [JsonStringEnumMemberName("reset-status")] ResetStatus,
}
