namespace OrleansStorage.Faults;

/// <summary>Where code says that it has come to a point at which a test may make something go wrong. The product's own does nothing. Safe from any thread.</summary>
public interface IFaultPoints
{
    /// <summary>Says that a point is reached; whatever comes of it, an exception or a wait, comes to the caller.</summary>
    ValueTask ReachAsync(FaultPoint point);
}
