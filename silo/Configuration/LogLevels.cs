namespace OrleansStorage.Silo.Configuration;

/// <summary>How much is logged: <c>Logging:LogLevel</c>, and the same of one logger, such as <c>Logging:Console:LogLevel</c>.</summary>
internal static class LogLevels
{
    /// <summary>A line for each word that is no level; an empty one says nothing, as .NET takes it.</summary>
    public static IEnumerable<string> MistakesIn(IConfiguration configuration) => configuration.GetSection("Logging").AsEnumerable()
        .Where(level => level.Key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
        .Select(level => $"{level.Key} is '{level.Value}', not one of {string.Join(", ", Enum.GetNames<LogLevel>())}");
}
