namespace OrleansStorage.Cli.Demo;

/// <summary>How big the demo is. Immutable.</summary>
/// <param name="Volumes">Volumes that one instance each attaches; a tenth as many, at least one, are attached by every host at once.</param>
/// <param name="Hosts">Compute hosts; two or more, or nothing could migrate.</param>
/// <param name="InFlight">Operations at the same time.</param>
public sealed record DemoSettings(int Volumes, int Hosts, int InFlight)
{
    /// <summary>How long a check waits for the arrays to show what they must: nothing, unless something is killed meanwhile.</summary>
    public TimeSpan SettleTime { get; init; }

    /// <summary>Volumes that every host attaches.</summary>
    public int SharedVolumes => Math.Max(1, Volumes / 10);
}
