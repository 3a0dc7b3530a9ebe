namespace OrleansStorage.Drivers.Tgt;

/// <summary>A tgtadm command failed; never leaves the driver, whose verbs turn it into an outcome.</summary>
internal sealed class TgtFailure(TgtError error, string message) : Exception(message)
{
    /// <summary>What was wrong.</summary>
    public TgtError Error { get; } = error;
}
