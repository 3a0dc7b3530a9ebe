using OrleansStorage.Ids;

namespace OrleansStorage.Drivers;

/// <summary>
/// By what name an object that was let go is adopted again: that which Cinder's LVM driver leaves it, so that an operator's scripts find
/// it (LVM keeps names that begin with <c>snapshot</c> for itself). An array may keep
/// it under another name of its own, which tells it from what is ours; it answers to this one.
/// </summary>
internal static class ReleasedNames
{
    /// <summary>A volume's.</summary>
    public static string Of(VolumeId volume) => $"volume-{volume}";

    /// <summary>A snapshot's.</summary>
    public static string Of(SnapshotId snapshot) => $"_snapshot-{snapshot}";
}
