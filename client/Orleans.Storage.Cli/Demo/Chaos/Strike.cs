namespace OrleansStorage.Cli.Demo.Chaos;

/// <summary>A server of the demo that was killed and started again. Immutable.</summary>
/// <param name="Victim">Which.</param>
/// <param name="When">How far the demo was.</param>
/// <param name="AwayMs">How long until it served again, in milliseconds.</param>
public sealed record Strike(string Victim, string When, double AwayMs);
