using System.Collections.Immutable;

namespace OrleansStorage.Drivers.Tgt;

/// <summary>One target as <c>--op show</c> prints it. Immutable.</summary>
/// <param name="Tid">Its number.</param>
/// <param name="Name">Its IQN.</param>
/// <param name="Luns">Its logical units, the controller (LUN 0) included.</param>
/// <param name="Sessions">Its open sessions.</param>
/// <param name="Accounts">The accounts bound to it, in the order of their slots.</param>
/// <param name="Initiators">Its access rules.</param>
internal sealed record TgtTarget(int Tid, string Name, ImmutableArray<TgtLun> Luns, ImmutableArray<TgtSession> Sessions, ImmutableArray<string> Accounts, ImmutableArray<string> Initiators)
{
    /// <summary>The one LUN that our targets have.</summary>
    public TgtLun? Disk => Luns.FirstOrDefault(l => l.Lun == TgtLun.DiskNumber);
}
