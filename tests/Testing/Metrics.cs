using System.Globalization;

namespace OrleansStorage.Testing;

/// <summary>What a silo shows to Prometheus at one moment. Immutable.</summary>
public sealed class Metrics
{
    private readonly IReadOnlyList<string> _lines;

    private Metrics(string text) => _lines = text.Split('\n');

    /// <summary>Reads a silo's.</summary>
    public static async Task<Metrics> ReadAsync(SiloProcess silo)
    {
        ArgumentNullException.ThrowIfNull(silo);
        using var http = new HttpClient { BaseAddress = silo.AdminUrl, Timeout = TimeSpan.FromSeconds(10) };
        return new(await http.GetStringAsync("metrics"));
    }

    /// <summary>The value of the series of this name that has all these labels; null when there is none.</summary>
    public double? Find(string name, params (string Label, string Value)[] labels)
    {
        var line = _lines.FirstOrDefault(l => (l.StartsWith(name + "{", StringComparison.Ordinal) || l.StartsWith(name + " ", StringComparison.Ordinal))
            && labels.All(label => l.Contains($"{label.Label}=\"{label.Value}\"", StringComparison.Ordinal)));
        return line is null ? null : double.Parse(line[(line.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    /// <summary>The names of all series, each once.</summary>
    public IReadOnlyCollection<string> Names => [.. _lines.Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split('{', ' ')[0]).Distinct()];
}
