using OrleansStorage.Histories.Checking;
using OrleansStorage.Ids;

namespace OrleansStorage.Histories.Arrays;

/// <summary>Who has which LUN of which target, and since when the others rest: S3. A target of one volume may show it to several hosts under one LUN.</summary>
internal sealed class LunUse(long coolDownMs)
{
    private readonly Dictionary<(string Target, int Lun), (VolumeId Volume, HashSet<string> Initiators)> _taken = [];
    private readonly Dictionary<(string Target, int Lun), (VolumeId Volume, long FreedMs)> _freed = [];

    public void Apply(ArrayMutation m, Findings findings)
    {
        if (m.Verb == ArrayVerb.Restart) _taken.Clear();
        if (m is not { IsOurs: true, Volume: { } volume, Initiator: { } initiator, Target: { } target, Lun: { } lun }) return;
        if (m.Verb is ArrayVerb.CreateExport or ArrayVerb.CreateHalfExport) Take(m, volume, initiator, (target, lun), findings);
        else if (m.Verb == ArrayVerb.RemoveExport && _taken.TryGetValue((target, lun), out var holder) && holder.Initiators.Remove(initiator) && holder.Initiators.Count == 0)
        {
            _taken.Remove((target, lun));
            _freed[(target, lun)] = (holder.Volume, m.TimeMs);
        }
    }

    private void Take(ArrayMutation m, VolumeId volume, string initiator, (string Target, int Lun) place, Findings findings)
    {
        if (_taken.TryGetValue(place, out var holder) && holder.Volume != volume) findings.Add(Invariant.S3, m.At, $"LUN {place.Lun} of {place.Target} belongs to volume {holder.Volume} and was given to {volume}.");
        if (_freed.TryGetValue(place, out var freed) && freed.Volume != volume && m.TimeMs - freed.FreedMs < coolDownMs)
            findings.Add(Invariant.S3, m.At, $"LUN {place.Lun} of {place.Target} was given to volume {volume} {m.TimeMs - freed.FreedMs} ms after {freed.Volume} gave it back; it rests for {coolDownMs} ms.");
        if (holder.Initiators is null || holder.Volume != volume) _taken[place] = holder = (volume, []);
        holder.Initiators.Add(initiator);
    }
}
