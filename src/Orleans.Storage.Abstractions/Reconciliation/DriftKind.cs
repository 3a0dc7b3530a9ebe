using System.Text.Json.Serialization;

namespace OrleansStorage.Reconciliation;

/// <summary>How an array and the records differ. Append only: values cross wires.</summary>
public enum DriftKind
{
    /// <summary>An export is recorded and the array does not show it.</summary>
    [JsonStringEnumMemberName("missing")] Missing = 0,
    /// <summary>The array shows a recorded export elsewhere than it is recorded.</summary>
    [JsonStringEnumMemberName("moved")] Moved = 1,
    /// <summary>The array shows an export with our mark that nothing records.</summary>
    [JsonStringEnumMemberName("orphaned")] Orphaned = 2,
    /// <summary>The array shows an object without our mark.</summary>
    [JsonStringEnumMemberName("foreign")] Foreign = 3,
    /// <summary>An export is recorded for owners that are no attachments of its volume.</summary>
    [JsonStringEnumMemberName("unowned")] Unowned = 4,
    /// <summary>An attachment names a host to which nothing is exported.</summary>
    [JsonStringEnumMemberName("unexported")] Unexported = 5,
    /// <summary>The array shows an export with our mark of a volume that is not on record.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown = 6,
    /// <summary>A volume's status says that nobody has it, and an attachment's host is let in.</summary>
    [JsonStringEnumMemberName("contradicted")] Contradicted = 7,
    /// <summary>The volume's record cannot be read, so nobody knows what it should have on the array.</summary>
    [JsonStringEnumMemberName("unreadable")] Unreadable = 8,
    /// <summary>The array has seen later operations of the volume than its record knows of.</summary>
    [JsonStringEnumMemberName("behind")] Behind = 9,
}
