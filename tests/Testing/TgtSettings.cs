using System.Globalization;

namespace OrleansStorage.Testing;

/// <summary>A backend's settings for a tgtd of its own.</summary>
public static class TgtSettings
{
    /// <summary>The keys of one entry of <c>Storage:Backends</c>, named <c>tgt</c>.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Backend(string directory)
    {
        var pool = Path.Combine(directory, "pool");
        Directory.CreateDirectory(pool);
        yield return new("Name", "tgt");
        yield return new("Driver", "Tgt");
        yield return new("Options:PoolDirectory", pool);
        yield return new("Options:Portal", $"127.0.0.1:{FreePort.Next().ToString(CultureInfo.InvariantCulture)}");
        yield return new("Options:ControlPort", Random.Shared.Next(1000, 30000).ToString(CultureInfo.InvariantCulture));
        yield return new("Options:StartDaemon", "true");
    }
}
