using OrleansStorage.Backends;
using OrleansStorage.Ids;

namespace OrleansStorage.Drivers.Simulated;

public sealed partial class SimulatedArray
{
    private ArrayMark _mark = ArrayMark.None;

    /// <inheritdoc cref="IMarkDriver.ReadAsync"/>
    public ArrayMark Mark { get { lock (_gate) return _mark; } }

    /// <inheritdoc cref="IMarkDriver.ListEpochsAsync"/>
    public IReadOnlyList<SeenEpoch> ListEpochs() { lock (_gate) return [.. _epochs.All]; }

    /// <inheritdoc cref="IMarkDriver.ClaimAsync"/>
    public ArrayOutcome<ArrayMark> Claim(InstallationId owner, InstallationId? from)
    {
        lock (_gate)
        {
            return _mark.Owner != owner && _mark.Owner != from ? ArrayOutcome.Refused<ArrayMark>($"the array belongs to {Named(_mark.Owner)}") : Keep(_mark.OwnedBy(owner));
        }
    }

    /// <inheritdoc cref="IMarkDriver.RaiseAsync"/>
    public ArrayOutcome<ArrayMark> Raise(ArrayMark mark)
    {
        ArgumentNullException.ThrowIfNull(mark);
        lock (_gate)
        {
            return mark.Owner is null || mark.Owner != _mark.Owner ? ArrayOutcome.Refused<ArrayMark>($"the array belongs to {Named(_mark.Owner)}") : Keep(_mark.RaisedTo(mark));
        }
    }

    private ArrayOutcome<ArrayMark> Keep(ArrayMark mark)
    {
        if (mark != _mark) _journal?.Append(SimulatedJournalEntry.Of(mark));
        return ArrayOutcome.Done(_mark = mark);
    }

    private IEnumerable<SimulatedJournalEntry> MarkEntries() => _mark == ArrayMark.None ? [] : [SimulatedJournalEntry.Of(_mark)];

    /// <summary>Null when the call may go on; else why not.</summary>
    private string? WhyNot(VolumeId volume, ArrayFence fence) =>
        _mark.Owner is { } owner && fence.Owner != owner ? $"the array belongs to {Named(owner)}, the call is of {Named(fence.Owner)}" : _epochs.Admit(volume, fence);

    private static string Named(InstallationId? installation) => installation is { } id ? $"installation {id}" : "nobody";
}
