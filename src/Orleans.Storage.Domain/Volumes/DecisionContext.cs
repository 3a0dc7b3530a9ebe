using OrleansStorage.Connections;
using OrleansStorage.Ids;
using OrleansStorage.Operations;
using OrleansStorage.Volumes;

namespace OrleansStorage.Domain.Volumes;

/// <summary>What a decision may know beside state and command: nothing ambient, so that the same arguments give the same decision. Immutable.</summary>
/// <param name="VolumeId">The volume that is asked, whether it exists or not.</param>
/// <param name="Now">The time.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="OperationId">The id that the operation gets.</param>
/// <param name="NewSecret">A fresh CHAP secret, used when an export is made.</param>
/// <param name="Timeouts">How long array calls may take.</param>
public sealed record DecisionContext(VolumeId VolumeId, DateTimeOffset Now, Caller Caller, OperationId OperationId, SealedSecret NewSecret, OperationTimeouts Timeouts)
{
    /// <summary>A timeline entry for a command that ends with this decision.</summary>
    public OperationEntry Entry(string kind, string? subject, long epoch) => new()
    {
        Id = OperationId, Kind = kind, Subject = subject, Epoch = epoch, RequestId = Caller.RequestId, UserId = Caller.UserId, StartedAt = Now, EndedAt = Now,
    };

    /// <summary>An intent with the volume's next epoch.</summary>
    public Intent Intent(VolumeState state, IntentKind kind, string command) => new()
    {
        OperationId = OperationId, Kind = kind, Command = command, Epoch = state.Epoch + 1, NotAfter = Now + Timeouts.Of(kind),
        RequestId = Caller.RequestId, UserId = Caller.UserId, StartedAt = Now,
    };
}
