using OrleansStorage.Connections;

namespace OrleansStorage.Drivers;

/// <summary>What an export driver needs beside the volume. Immutable.</summary>
/// <param name="Connector">The host.</param>
/// <param name="ChapSecret">Its CHAP secret; the same on every repetition.</param>
/// <param name="Recorded">Where the export is on record; null for a new one.</param>
/// <param name="NewTargetId">For a driver that numbers its targets: a number that was never given before and never will be again.</param>
/// <param name="Lun">For a driver whose targets are shared: the LUN that was set aside for this volume and host; 0 otherwise.</param>
public sealed record ExportSpec(Connector Connector, Secret ChapSecret, ExportLocation? Recorded, int NewTargetId, int Lun)
{
    /// <summary>For a removal: whether it is refused, and changes nothing, while the host has a session open, or, when the target goes with it, anybody has.</summary>
    public bool UnlessInUse { get; init; }
}
