namespace OrleansStorage.Cli.Rest;

/// <summary>Nobody answers at the endpoint, or what answers is no block storage API.</summary>
public sealed class EndpointException(string message, Exception? cause = null) : Exception(message, cause);
