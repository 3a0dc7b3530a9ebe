using Microsoft.Extensions.Logging;
using OrleansStorage.Ids;

namespace OrleansStorage.Grains.Volumes;

public sealed partial class VolumeGrain
{
    [LoggerMessage(1011, LogLevel.Warning, "Volume {VolumeId}: this activation is stale and ends: {Why}")]
    private static partial void LogStale(ILogger logger, VolumeId volumeId, string why, Exception? exception);

    [LoggerMessage(1012, LogLevel.Warning, "Volume {VolumeId}: no pool can take it: {Why}")]
    private static partial void LogNotPlaced(ILogger logger, VolumeId volumeId, string why);

    [LoggerMessage(1013, LogLevel.Warning, "Volume {VolumeId}: deactivated with an operation under way; it will be settled")]
    private static partial void LogNotDrained(ILogger logger, VolumeId volumeId);

    [LoggerMessage(1014, LogLevel.Warning, "Volume {VolumeId}: an open operation is not settled yet: {Why}")]
    private static partial void LogNotSettled(ILogger logger, VolumeId volumeId, string why);
}
