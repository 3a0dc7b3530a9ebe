using OrleansStorage.Backends;

namespace OrleansStorage.Grains.Reconciliation;

/// <summary>
/// Since when each object of an array has been seen. Knows nothing of the time before its reconciler woke, so that a restart only lengthens the grace; a clock that is set meanwhile neither lengthens nor shortens it. Runs on one scheduler
/// at a time.
/// </summary>
internal sealed class OrphanWatch(TimeProvider time)
{
    private readonly SteadyClock _clock = new(time);
    private Dictionary<(string Target, string? Initiator), DateTimeOffset> _since = [];

    /// <summary>Notes what the array shows now, and forgets what it does not show any more.</summary>
    public void Note(IEnumerable<ArrayExport> onArray)
    {
        var now = _clock.Now;
        _since = onArray.Select(Key).Distinct().ToDictionary(k => k, k => _since.GetValueOrDefault(k, now));
    }

    /// <summary>Since when it has been seen, by the machine's clock as it is now.</summary>
    public DateTimeOffset Since(ArrayExport export) => time.GetUtcNow() - (_clock.Now - _since[Key(export)]);

    private static (string Target, string? Initiator) Key(ArrayExport export) => ($"{export.Location.TargetName} {export.Location.Lun}", export.Initiator);
}
