namespace OrleansStorage.Data;

/// <summary>
/// A database cannot keep what this product writes, as it is made or configured; the message says what and what to do, a line for each.
/// </summary>
/// <param name="mistakes">The lines.</param>
public sealed class DatabaseUnfitException(IEnumerable<string> mistakes) : Exception(string.Join('\n', mistakes));
