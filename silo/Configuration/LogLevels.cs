using OrleansStorage.Drivers;

namespace OrleansStorage.Silo.Configuration;

/// <summary>How much is logged: <c>Logging:LogLevel</c>.</summary>
internal static class LogLevels
{
    private const string Section = "Logging:LogLevel";

    /// <summary>Refuses words that are no level.</summary>
    /// <exception cref="DriverConfigurationException">There are such; a line for each.</exception>
    public static void ThrowIfUnknown(IConfiguration configuration)
    {
        var mistakes = configuration.GetSection(Section).GetChildren().Where(level => !Enum.TryParse<LogLevel>(level.Value, ignoreCase: true, out _))
            .Select(level => $"{Section}:{level.Key} is '{level.Value}', not one of {string.Join(", ", Enum.GetNames<LogLevel>())}").ToList();
        if (mistakes.Count > 0) throw new DriverConfigurationException(string.Join('\n', mistakes));
    }
}
