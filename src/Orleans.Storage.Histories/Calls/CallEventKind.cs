using System.Text.Json.Serialization;

namespace OrleansStorage.Histories.Calls;

/// <summary>What became of a call.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CallEventKind>))]
public enum CallEventKind
{
    /// <summary>It was made.</summary>
    [JsonStringEnumMemberName("invoke")] Invoke,
    /// <summary>It was answered: what was asked is so.</summary>
    [JsonStringEnumMemberName("ok")] Ok,
    /// <summary>It was refused, and changed nothing.</summary>
    [JsonStringEnumMemberName("fail")] Fail,
    /// <summary>Nobody knows: it may take effect at any time from now on, or never, or have done so.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown,
}
