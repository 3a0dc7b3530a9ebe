using OrleansStorage.Groups;
using OrleansStorage.Ids;

namespace OrleansStorage.Domain.Groups;

/// <summary>One thing that a group is to ask of a volume; each may be asked again without harm. A closed set. Immutable.</summary>
public abstract record GroupStep
{
    /// <summary>Whether nothing is left to ask for when what the step names is not there.</summary>
    public bool IsDoneByAbsence => this is RemoveVolume or RemovePart or Leave;

    /// <summary>Make a volume in the group.</summary>
    public sealed record MakeVolume(GroupCopy Copy) : GroupStep;
    /// <summary>Bring a volume into the group.</summary>
    public sealed record Join(VolumeId Volume) : GroupStep;
    /// <summary>Take a volume out of the group.</summary>
    public sealed record Leave(VolumeId Volume) : GroupStep;
    /// <summary>Remove a volume of the group.</summary>
    public sealed record RemoveVolume(VolumeId Volume) : GroupStep;
    /// <summary>Make a part of a group snapshot.</summary>
    public sealed record TakePart(GroupSnapshot Snapshot, GroupSnapshotPart Part) : GroupStep;
    /// <summary>Remove a part of a group snapshot.</summary>
    public sealed record RemovePart(GroupSnapshot Snapshot, GroupSnapshotPart Part) : GroupStep;
}
