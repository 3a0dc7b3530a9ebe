using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

/// <summary>What of an array's objects is shown to its owner.</summary>
internal static class SimulatedMarkedObject
{
    /// <summary>The object as its owner may see it: what another installation made is not his.</summary>
    public static ArrayObject MarkedBy(this ArrayObject found, InstallationId? maker, InstallationId? owner) =>
        maker is not { } other || other == owner ? found : found with { VolumeId = null, SnapshotId = null, WhyNotSafe = $"made by installation {other}" };
}
