using System.Text.Json.Serialization;

namespace OrleansStorage.Backends;

/// <summary>How this installation's record stands to an array. Append only: values cross wires.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordStanding>))]
public enum RecordStanding
{
    /// <summary>The array has not said yet whose it is; nothing is changed on it.</summary>
    [JsonStringEnumMemberName("unread")] Unread = 0,
    /// <summary>The array is ours, and our record is as new as any that it has seen.</summary>
    [JsonStringEnumMemberName("in-step")] InStep = 1,
    /// <summary>The array is ours and has seen a newer record than ours: it was restored from a backup, or a replica that lagged took over. What is behind is not changed, and nothing is removed unasked.</summary>
    [JsonStringEnumMemberName("behind")] Behind = 2,
    /// <summary>The array belongs to another installation; nothing is changed on it.</summary>
    [JsonStringEnumMemberName("foreign")] Foreign = 3,
}
