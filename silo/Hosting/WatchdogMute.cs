namespace OrleansStorage.Silo.Hosting;

/// <summary>
/// Keeps Orleans' watchdog silent until the silo serves: its first look measures from the machine's start, and warns of that at every
/// start. What it says later is true. Safe from any thread.
/// </summary>
internal sealed class WatchdogMute
{
    /// <summary>The watchdog's category.</summary>
    public const string Category = "Orleans.Runtime.Watchdog";

    private volatile bool _over;

    /// <summary>The silo serves.</summary>
    public void End() => _over = true;

    /// <summary>Whether the watchdog may say something now.</summary>
    public bool Lets(LogLevel level) => _over && level >= LogLevel.Warning;
}
