using OrleansStorage.Errors;
using OrleansStorage.Types;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>Another type for a volume: the wire contract's §8. The data stays where it is; where it would have to go elsewhere, the volume keeps its type.</summary>
internal static class RetypeRules
{
    private const string Rule = "Retype needs volume to be in available or in-use state, not be part of an active migration or a consistency group, requested type has to be different "
        + "that the one from the volume, and for in-use volumes front-end qos specs cannot change.";

    public static Decision Retype(VolumeState state, VolumeCommand.Retype command, DecisionContext context)
    {
        var request = command.Request;
        var allowed = state.Status == VolumeStatus.Available || (state.Status == VolumeStatus.InUse && !request.ChangesHostQos);
        if (!allowed || state.IsMigrating() || state.GroupId is not null || request.TypeId == state.TypeId) return Decision.No(StorageError.InvalidVolume(Rule));
        var multiattach = VolumeType.IsTrue(request.ExtraSpecs, "multiattach");
        if (multiattach != state.Multiattach && (state.Status != VolumeStatus.Available || state.IsConnected()))
            return Decision.No(StorageError.InvalidInput(
                $"Invalid volume_type passed, retypes affecting multiattach are only allowed on available volumes, the specified volume currently has status: {state.Status.Wire()}"));
        if (command.WhyNotHere is null) return Decision.To(state with { TypeId = request.TypeId, Multiattach = multiattach });
        return request.MayMove
            ? Decision.No(StorageError.InvalidVolume($"Volume {state.Id} cannot get this type where it is, and its data is not moved to another backend: {command.WhyNotHere}"))
            : Decision.To(state with { Ended = [context.Entry(command.Name, state.Epoch) with { Error = "The volume keeps its type: " + command.WhyNotHere }] });
    }
}
