namespace OrleansStorage.Histories;

/// <summary>A file is not a history that can be judged; the message says what is wrong and where.</summary>
public sealed class UnreadableHistoryException(string message, Exception? inner = null) : Exception(message, inner);
