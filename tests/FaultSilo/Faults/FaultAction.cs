using System.Text.Json.Serialization;

namespace OrleansStorage.FaultSilo.Faults;

/// <summary>What a rule does when it strikes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultAction>))]
public enum FaultAction
{
    /// <summary>Throws where the point is, as a call does whose outcome nobody knows.</summary>
    [JsonStringEnumMemberName("error")] Error,
    /// <summary>Waits there for <see cref="FaultRule.PauseMs"/>, and then goes on.</summary>
    [JsonStringEnumMemberName("pause")] Pause,
    /// <summary>Ends the process there, as <c>kill -9</c> does.</summary>
    [JsonStringEnumMemberName("exit")] Exit,
}
