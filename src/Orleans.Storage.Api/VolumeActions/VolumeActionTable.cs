using System.Collections.Frozen;

namespace OrleansStorage.Api.VolumeActions;

/// <summary>Every volume action by its name. Immutable.</summary>
internal sealed class VolumeActionTable(IEnumerable<VolumeAction> actions)
{
    /// <summary>The classes, in the order of the contract.</summary>
    public static readonly Type[] Actions =
    [
        typeof(Reserve), typeof(Unreserve), typeof(BeginDetaching), typeof(RollDetaching), typeof(Attach), typeof(Detach), typeof(InitializeConnection), typeof(TerminateConnection),
        typeof(Extend), typeof(ForceDetach), typeof(ResetStatus), typeof(ForceDelete), typeof(SetBootable), typeof(UpdateReadonlyFlag), typeof(ShowImageMetadata),
    ];

    private readonly FrozenDictionary<string, VolumeAction> _byName = actions.ToFrozenDictionary(a => a.Name, StringComparer.Ordinal);

    /// <summary>The action of that name; null when there is none.</summary>
    public VolumeAction? Find(string name) => _byName.GetValueOrDefault(name);
}
