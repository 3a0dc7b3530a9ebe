namespace OrleansStorage.Api.Policies;

/// <summary>The operator's policy file cannot be used. The message is a line for the operator that starts with the configuration's key.</summary>
public sealed class PolicyFileException(string message, Exception? inner = null) : Exception("Storage:Api:PolicyFile: " + message, inner);
