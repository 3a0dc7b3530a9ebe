namespace OrleansStorage.Records;

/// <summary>What was read from a row: its content, or why that cannot be read.</summary>
public interface IStored
{
    /// <summary>Why the row cannot be read, in words for an operator; null when it was read.</summary>
    string? Unreadable { get; }
}
