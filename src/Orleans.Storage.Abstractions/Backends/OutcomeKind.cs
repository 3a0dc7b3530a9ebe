using System.Text.Json.Serialization;

namespace OrleansStorage.Backends;

/// <summary>How a call on an array ended. Append only: values cross wires.</summary>
[JsonConverter(typeof(WordConverter<OutcomeKind>))]
public enum OutcomeKind
{
    /// <summary>The array shows what was asked for.</summary>
    [JsonStringEnumMemberName("done")] Done = 0,
    /// <summary>The array said no, and shows nothing of what was asked for.</summary>
    [JsonStringEnumMemberName("refused")] Refused = 1,
    /// <summary>The array was not reached, and shows nothing of what was asked for.</summary>
    [JsonStringEnumMemberName("unreachable")] Unreachable = 2,
    /// <summary>Neither success nor failure: the array must be read before anything else is done.</summary>
    [JsonStringEnumMemberName("unknown")] Unknown = 3,
    /// <summary>Never given by a driver: the backend's queue refused before the array was touched.</summary>
    [JsonStringEnumMemberName("busy")] Busy = 4,
}
