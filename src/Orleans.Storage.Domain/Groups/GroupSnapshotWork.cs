using System.Text.Json.Serialization;

namespace OrleansStorage.Domain.Groups;

/// <summary>What is still to be done for a group snapshot. Append only: values are stored.</summary>
[JsonConverter(typeof(WordConverter<GroupSnapshotWork>))]
public enum GroupSnapshotWork
{
    /// <summary>Nothing.</summary>
    [JsonStringEnumMemberName("none")] None = 0,
    /// <summary>Its parts are to be made.</summary>
    [JsonStringEnumMemberName("take")] Take = 1,
    /// <summary>Its parts are to be removed, and then itself.</summary>
    [JsonStringEnumMemberName("remove")] Remove = 2,
}
