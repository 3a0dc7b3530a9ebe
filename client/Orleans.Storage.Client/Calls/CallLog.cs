using Microsoft.Extensions.Logging;

namespace OrleansStorage.Client.Calls;

internal static partial class CallLog
{
    [LoggerMessage(1, LogLevel.Warning, "Try {Attempt} failed and is repeated after {Delay}: {Error}")]
    public static partial void Repeating(ILogger logger, int attempt, TimeSpan delay, string error);

    [LoggerMessage(2, LogLevel.Error, "Attachment {Attachment} of volume {Volume} could not be taken back and has to be deleted: {Error}")]
    public static partial void LeftBehind(ILogger logger, string attachment, string volume, string error);
}
