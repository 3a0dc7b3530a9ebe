namespace OrleansStorage.Drivers;

/// <summary>A backend is configured wrongly; the message is one line that names the option and what it should be.</summary>
public sealed class DriverConfigurationException(string message) : Exception(message);
