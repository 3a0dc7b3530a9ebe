using OrleansStorage.Histories.Checking;
using OrleansStorage.Histories.Records;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Arrays;

/// <summary>Lays the array's log beside the record: nothing happens on the array that the record does not ask for at that moment, and nothing is forgotten there (S1, S4, S6, S7, S10, S11, S12). Linear in both.</summary>
public sealed class FenceChecker : IHistoryChecker
{
    /// <inheritdoc/>
    public string Name => "fence";

    /// <inheritdoc/>
    public CheckResult Check(History history)
    {
        if (history.Commits is not { } commits) return CheckResult.Inconclusive(Name, "The history has no commits.");
        if (history.Mutations is not { } mutations) return CheckResult.Inconclusive(Name, "The history has no mutations.");
        var walk = new Walk(history.Settings.ArrayFencesEpochs);
        var next = 0;
        foreach (var mutation in mutations)
        {
            for (; next < commits.Length && commits[next].At < mutation.At; next++) walk.Commit(commits[next]);
            walk.Mutate(mutation);
        }
        for (; next < commits.Length; next++) walk.Commit(commits[next]);
        return walk.Findings.ResultOf(this);
    }

    private sealed class Walk(bool arrayFencesEpochs)
    {
        private readonly Dictionary<VolumeId, Commit> _record = [];
        private readonly Dictionary<VolumeId, HashSet<string>> _letIn = [];
        private readonly Dictionary<VolumeId, long> _seenByArray = [];
        private readonly HashSet<(VolumeId, string)> _strangers = [];
        private readonly ArrayPicture _array = new();

        public Findings Findings { get; } = new();

        public void Commit(Commit commit)
        {
            _record[commit.Volume] = commit;
            if (_letIn.TryGetValue(commit.Volume, out var initiators))
            {
                foreach (var initiator in initiators)
                {
                    if (_array.Find(commit.Volume, initiator) is not null && !_strangers.Contains((commit.Volume, initiator)) && !commit.Exports.Any(e => e.Initiator == initiator))
                        Findings.Add(Invariant.S1, commit.At, $"The array exports volume {commit.Volume} to {initiator}, and the record does not know it any more.");
                }
            }
            foreach (var export in commit.Exports)
            {
                if (export is { Phase: ExportPhase.Exported, Initiator: { } i } && _array.Find(commit.Volume, i) is not { IsWhole: true } && !_array.IsForgotten(commit.Volume, i))
                    Findings.Add(Invariant.S4, commit.At, $"The record has volume {commit.Volume} exported to {i}, and the array does not.");
            }
        }

        public void Mutate(ArrayMutation m)
        {
            if (m is { IsOurs: true, Operation: null, Verb: ArrayVerb.CreateExport, Volume: { } of, Initiator: { } to })
            {
                // Nobody of ours made it: it must only go, which is for the end to show.
                _strangers.Add((of, to));
            }
            else if (m.IsOurs && m.Volume is { } volume && m.Verb is not ArrayVerb.Restart)
            {
                if (m.Initiator is { } known) _strangers.Remove((volume, known));
                var record = _record.GetValueOrDefault(volume);
                OfFence(m, record);
                if (m.Epoch is { } seen) _seenByArray[volume] = Math.Max(seen, _seenByArray.GetValueOrDefault(volume));
                if (m.Verb == ArrayVerb.RemoveExport) OfRemoval(m, record);
                if (m.Verb == ArrayVerb.DeleteVolume && record is { Attachments.Length: > 0 }) Findings.Add(Invariant.S12, m.At, $"Volume {volume} was removed from the array while it has attachments.");
                if (m.Initiator is { } initiator) (_letIn.TryGetValue(volume, out var set) ? set : _letIn[volume] = []).Add(initiator);
            }
            if (m.IsOurs) _array.Apply(m);
        }

        /// <summary>Epoch, intent and host of the call must be those on record.</summary>
        private void OfFence(ArrayMutation m, Commit? record)
        {
            var what = $"{WireName<ArrayVerb>.Of(m.Verb)} of epoch {m.Epoch?.ToString() ?? "none"} for volume {m.Volume}";
            if (record is null || m.Epoch > record.Epoch) Findings.Add(Invariant.S10, m.At, $"{what} came before its intent was on record.");
            else if (m.Epoch is { } epoch && epoch < record.Epoch && arrayFencesEpochs)
            {
                // The array has not heard of the next epoch yet; whoever looks under that one finds what this call did.
                if (epoch < _seenByArray.GetValueOrDefault(record.Volume)) Findings.Add(Invariant.S10, m.At, $"{what} came after the array had seen epoch {_seenByArray[record.Volume]}.");
            }
            else if (m.Epoch is null || m.Epoch < record.Epoch) Findings.Add(Invariant.S10, m.At, $"{what} came after epoch {record.Epoch} was on record.");
            else if (record.Intent is not { } intent) Findings.Add(Invariant.S1, m.At, $"{what} came when no intent was open.");
            else if (m.Initiator is { } initiator && intent.Host is { } host && RecordOwners.ExportTo(record, host) is { } export && export.Initiator != initiator)
                Findings.Add(Invariant.S11, m.At, $"{what} was for {initiator}; its intent is for {host}.");
        }

        private void OfRemoval(ArrayMutation m, Commit? record)
        {
            if (record is null) return;
            foreach (var export in record.Exports)
            {
                if (export.Initiator == m.Initiator && !export.Owners.IsEmpty) Findings.Add(Invariant.S6, m.At, $"The export of volume {m.Volume} to {export.Host} was removed while {string.Join(", ", export.Owners)} own it.");
            }
            foreach (var attachment in record.Attachments)
            {
                if (attachment.Status == AttachStatus.Detaching || attachment.Host is not { } host || RecordOwners.ExportTo(record, host)?.Initiator != m.Initiator) continue;
                if (!HasAnotherPath(record, attachment.Id, m)) Findings.Add(Invariant.S7, m.At, $"Attachment {attachment.Id} lost its last path when the export to {host} was removed.");
            }
        }

        private bool HasAnotherPath(Commit record, AttachmentId id, ArrayMutation removed) =>
            RecordOwners.ExportsOf(record, id).Any(e => e.Initiator is { } i && i != removed.Initiator && _array.Find(record.Volume, i) is { IsWhole: true });
    }
}
