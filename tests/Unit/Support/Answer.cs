using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Support;

/// <summary>What an array says to an intent.</summary>
internal static class Answer
{
    public static ArrayOutcome<ArrayExport?> To(Intent intent, OutcomeKind kind) => kind switch
    {
        OutcomeKind.Done => Done(intent),
        OutcomeKind.Refused => ArrayOutcome.Refused<ArrayExport?>("The array refused."),
        OutcomeKind.Unreachable => ArrayOutcome.Unreachable<ArrayExport?>("No route."),
        OutcomeKind.Unknown => ArrayOutcome.Unknown<ArrayExport?>("No answer."),
        OutcomeKind.Busy => ArrayOutcome.Busy<ArrayExport?>("Too many calls.", TimeSpan.FromSeconds(3)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static ArrayOutcome<ArrayExport?> Done(Intent intent) => ArrayOutcome.Done(intent.Kind == IntentKind.CreateExport
        ? new ArrayExport { VolumeId = Some.VolumeId, Initiator = Some.Connector(intent.Host!).Initiator, Location = Some.Location(intent.Host!) }
        : null);
}
