using Microsoft.Extensions.Logging;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeProcess
{
    [LoggerMessage(1001, LogLevel.Warning, "Volume {VolumeId}: {Command} failed after it was answered: {Why}")]
    private static partial void LogFailed(ILogger logger, VolumeId volumeId, string command, string why, Exception? exception);

    [LoggerMessage(1002, LogLevel.Error, "Volume {VolumeId}: the backend failed at {Intent}; its outcome is unknown: {Why}")]
    private static partial void LogBackendFailed(ILogger logger, VolumeId volumeId, IntentKind intent, string why, Exception? exception);

    [LoggerMessage(1003, LogLevel.Warning, "Volume {VolumeId}: its array work waits {Left}, until {Until:O}, for operation {OperationId} ({Intent}) of another activation to be over; its record says {NotAfter:O}")]
    private static partial void LogWaiting(ILogger logger, VolumeId volumeId, OperationId operationId, IntentKind intent, TimeSpan left, DateTimeOffset until, DateTimeOffset notAfter);

    [LoggerMessage(1004, LogLevel.Information, "Volume {VolumeId}: an operation is still open: {Why}")]
    private static partial void LogStillOpen(ILogger logger, VolumeId volumeId, string why);
}
