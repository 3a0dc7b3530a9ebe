using System.Text.Json.Serialization;

namespace OrleansStorage.FaultSilo.Faults;

/// <summary>At which of the times that its point is reached a rule strikes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultVerb>))]
public enum FaultVerb
{
    /// <summary>At none.</summary>
    [JsonStringEnumMemberName("never")] Never,
    /// <summary>At each.</summary>
    [JsonStringEnumMemberName("always")] Always,
    /// <summary>At the first since it was armed.</summary>
    [JsonStringEnumMemberName("once")] Once,
    /// <summary>At the <see cref="FaultRule.N"/>-th since it was armed.</summary>
    [JsonStringEnumMemberName("nth")] Nth,
    /// <summary>At each with <see cref="FaultRule.Probability"/>, drawn from the book's seed.</summary>
    [JsonStringEnumMemberName("probability")] Probability,
}
