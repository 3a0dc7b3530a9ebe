using OrleansStorage.Errors;

namespace OrleansStorage;

/// <summary>Whether this silo's clock agrees with the database's, by which the silos are compared. Safe from any thread.</summary>
public interface ISiloClock
{
    /// <summary>Why nothing may be begun whose deadline other silos and arrays must be able to rely on; null while the clock agrees.</summary>
    StorageError? Refusal { get; }
}
