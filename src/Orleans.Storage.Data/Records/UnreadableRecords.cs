using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OrleansStorage.Records;

namespace OrleansStorage.Data.Records;

/// <summary>The log line and the metric <c>orleansstorage_unreadable_records</c>, by kind, of the records that this silo met. Safe from any thread.</summary>
internal sealed partial class UnreadableRecords : IUnreadableRecords
{
    private readonly ConcurrentDictionary<(RecordKind Kind, string Id), string> _met = new();
    private readonly ILogger<UnreadableRecords> _logger;

    /// <summary>Registers the metric.</summary>
    public UnreadableRecords(IMeterFactory meters, ILogger<UnreadableRecords> logger)
    {
        _logger = logger;
        meters.Create("OrleansStorage.Records").CreateObservableGauge("orleansstorage.unreadable_records", Measure, "{record}", "Records that this silo met and could not read");
    }

    /// <inheritdoc/>
    public void Note(RecordKind kind, string id, string why)
    {
        if (_met.TryAdd((kind, id), why)) LogUnreadable(_logger, WireName<RecordKind>.Of(kind), id, why);
    }

    /// <inheritdoc/>
    public void NoteReadable(RecordKind kind, string id)
    {
        if (!_met.IsEmpty && _met.TryRemove((kind, id), out _)) LogReadable(_logger, WireName<RecordKind>.Of(kind), id);
    }

    private IEnumerable<Measurement<int>> Measure() =>
        _met.Keys.CountBy(k => k.Kind).Select(k => new Measurement<int>(k.Value, new KeyValuePair<string, object?>("kind", WireName<RecordKind>.Of(k.Key))));

    [LoggerMessage(1701, LogLevel.Error, "The record of {Kind} {Id} cannot be read, and is left alone until an operator sees to it (orleans-storage doctor): {Why}")]
    private static partial void LogUnreadable(ILogger logger, string kind, string id, string why);

    [LoggerMessage(1702, LogLevel.Warning, "The record of {Kind} {Id} can be read again")]
    private static partial void LogReadable(ILogger logger, string kind, string id);
}
