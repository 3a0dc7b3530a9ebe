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
    /// <summary>What the command is about, for the timeline: an attachment, a snapshot or a host; null for the volume itself.</summary>
    public string? Subject { get; init; }
    /// <summary>Whether the volume was on record once and is gone: its id is not used again.</summary>
    public bool WasRemoved { get; init; }
    /// <summary>The silo that decides, for the timeline.</summary>
    public string? Silo { get; init; }
    /// <summary>How long the operation waited for the volume's earlier ones, in ms; null when it waited for none.</summary>
    public double? TurnMs { get; init; }
    /// <summary>How long its intent took to be written, in ms; null before there is one.</summary>
    public double? IntentMs { get; init; }

    /// <summary>A timeline entry for a command that ends with this decision.</summary>
    public OperationEntry Entry(string kind, long epoch) => new()
    {
        Id = OperationId, Kind = kind, Subject = Subject, Epoch = epoch, RequestId = Caller.RequestId, UserId = Caller.UserId, StartedAt = Now, EndedAt = Now, Silo = Silo,
    };

    /// <summary>An intent with the volume's next epoch.</summary>
    public Intent Intent(VolumeState state, IntentKind kind, string command) => new()
    {
        OperationId = OperationId, Kind = kind, Command = command, Epoch = state.Epoch + 1, Known = state.ArrayEpoch ?? state.Epoch, KnownOperations = state.ArrayOperations, NotAfter = Now + Timeouts.Of(kind),
        LastsMs = (long)Timeouts.Of(kind).TotalMilliseconds,
        Subject = Subject, RequestId = Caller.RequestId, UserId = Caller.UserId, StartedAt = Now,
    };
}
