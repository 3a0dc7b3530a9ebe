using OrleansStorage.Errors;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>A volume's coming to a group and going from it: the wire contract's §21. The volume's own record says to which group it belongs; the group asks, and both steps may be repeated.</summary>
internal static class GroupMemberRules
{
    public static Decision Join(VolumeState state, VolumeCommand.JoinGroup command)
    {
        if (state.GroupId == command.Group) return Decision.Nothing;
        if (state.GroupId is { } other) return Decision.No(Refusal(state, command, $"it is already in group {other}"));
        return state.Status is VolumeStatus.Available or VolumeStatus.InUse
            ? Decision.To(state with { GroupId = command.Group })
            : Decision.No(Refusal(state, command, $"volume is in an invalid state: {state.Status.Wire()}. Valid states are: ('available', 'in-use')"));
    }

    public static Decision Leave(VolumeState state, VolumeCommand.LeaveGroup command) =>
        state.GroupId == command.Group ? Decision.To(state with { GroupId = null }) : Decision.Nothing;

    private static StorageError Refusal(VolumeState state, VolumeCommand.JoinGroup command, string because) =>
        StorageError.InvalidVolume($"Cannot add volume {state.Id} to group {command.Group} because {because}.");
}
