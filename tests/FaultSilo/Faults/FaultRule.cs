using System.Text.Json.Serialization;
using OrleansStorage.Faults;

namespace OrleansStorage.FaultSilo.Faults;

/// <summary>What goes wrong at one point, and when. Immutable.</summary>
/// <param name="Point">Where.</param>
/// <param name="Verb">At which of the times that the point is reached.</param>
/// <param name="Action">What.</param>
public sealed record FaultRule(
    [property: JsonPropertyName("point"), JsonRequired] FaultPoint Point,
    [property: JsonPropertyName("verb"), JsonRequired] FaultVerb Verb,
    [property: JsonPropertyName("action")] FaultAction Action = FaultAction.Error)
{
    /// <summary>For <see cref="FaultVerb.Nth"/>: which time, from 1.</summary>
    [JsonPropertyName("n")] public int N { get; init; } = 1;

    /// <summary>For <see cref="FaultVerb.Probability"/>: from 0 to 1.</summary>
    [JsonPropertyName("probability")] public double Probability { get; init; }

    /// <summary>For <see cref="FaultAction.Pause"/>: how long, in milliseconds.</summary>
    [JsonPropertyName("pause_ms")] public int PauseMs { get; init; }

    /// <summary>What is wrong with it, naming the field; null when nothing is.</summary>
    public string? Mistake() => this switch
    {
        _ when !Enum.IsDefined(Point) => $"point: there is no point {Point}",
        { Verb: FaultVerb.Nth, N: < 1 } => $"n is {N}, not 1 or more",
        { Verb: FaultVerb.Probability, Probability: not (>= 0 and <= 1) } => $"probability is {Probability}, not from 0 to 1",
        { Action: FaultAction.Pause, PauseMs: < 1 or > 600_000 } => $"pause_ms is {PauseMs}, not from 1 to 600000",
        _ => null,
    };
}
