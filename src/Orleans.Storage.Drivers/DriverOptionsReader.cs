using System.Globalization;

namespace OrleansStorage.Drivers;

/// <summary>Reads a driver's options and collects what is wrong with them, so that one start shows every mistake. Not safe from several threads.</summary>
/// <param name="configuration">The backend whose options are read.</param>
public sealed class DriverOptionsReader(BackendConfiguration configuration)
{
    private readonly Dictionary<string, string> _left = new(configuration.Options, StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _mistakes = [];

    /// <summary>A text; <paramref name="fallback"/> when absent, a mistake when absent without fallback.</summary>
    public string Text(string name, string? fallback = null)
    {
        if (_left.Remove(name, out var value) && value.Length > 0) return value;
        if (fallback is null) _mistakes.Add($"{name} is missing");
        return fallback ?? "";
    }

    /// <summary>A whole number within bounds.</summary>
    public int Number(string name, int fallback, int least, int most)
    {
        if (!_left.Remove(name, out var text)) return fallback;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
        _mistakes.Add($"{name} is '{text}', not a whole number from {least} to {most}");
        return fallback;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool fallback)
    {
        if (!_left.Remove(name, out var text)) return fallback;
        if (bool.TryParse(text, out var value)) return value;
        _mistakes.Add($"{name} is '{text}', not true or false");
        return fallback;
    }

    /// <summary>Call last: throws one exception with a line for each mistake, options that nobody asked for included.</summary>
    /// <exception cref="DriverConfigurationException">Something is wrong.</exception>
    public void ThrowIfWrong()
    {
        var all = _mistakes.Concat(_left.Keys.Select(k => $"{k} is not an option of driver {configuration.Driver}"));
        var lines = string.Join('\n', all.Select(m => $"Storage:Backends:{configuration.Name}:Options: {m}"));
        if (lines.Length > 0) throw new DriverConfigurationException(lines);
    }
}
