using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Ids;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Model;

/// <summary>The smallest array there can be, for one volume: idempotent verbs, and it refuses to remove a volume that is exported or has snapshots.</summary>
internal sealed class ModelArray
{
    private long _lastEpoch;

    public bool HasVolume { get; private set; }

    public HashSet<string> Exports { get; } = [];

    public HashSet<SnapshotId> Snapshots { get; } = [];

    /// <summary>Whether the volume is one that was to be adopted, and nobody was told that it was.</summary>
    public bool IsUnconfirmed { get; set; }

    /// <summary>The snapshots of which the same is true.</summary>
    public HashSet<SnapshotId> Unconfirmed { get; } = [];

    /// <summary>What a restart made it forget and nobody has made again.</summary>
    public HashSet<string> Forgotten { get; } = [];

    public void Forget()
    {
        Forgotten.UnionWith(Exports);
        Exports.Clear();
    }

    /// <summary>A new volume under the same id starts to count anew.</summary>
    public void ForgetEpochs() => _lastEpoch = 0;

    public ArrayOutcome<ArrayExport?> Perform(Intent intent, Fault fault)
    {
        Invariants.Hold(intent.Epoch > _lastEpoch, $"epoch {intent.Epoch} came to the array after {_lastEpoch}");
        if (fault is Fault.None or Fault.UnknownButDone)
        {
            _lastEpoch = intent.Epoch;
            if (!Act(intent)) return Answer.To(intent, OutcomeKind.Refused);
        }
        return Answer.To(intent, fault switch
        {
            Fault.None => OutcomeKind.Done,
            Fault.Refused => OutcomeKind.Refused,
            Fault.Unreachable => OutcomeKind.Unreachable,
            Fault.Busy => OutcomeKind.Busy,
            _ => OutcomeKind.Unknown,
        });
    }

    private bool Act(Intent intent)
    {
        switch (intent.Kind)
        {
            case IntentKind.CreateVolume:
                return HasVolume = true;
            case IntentKind.DeleteVolume:
                Invariants.Hold(Exports.Count == 0, "a volume is removed while it is exported");
                Invariants.Hold(!IsUnconfirmed, "a volume is removed that nobody was told is ours");
                if (Snapshots.Count > 0) return false;
                HasVolume = false;
                return true;
            case IntentKind.ExtendVolume:
                return HasVolume;
            case IntentKind.CreateSnapshot:
                if (HasVolume) Snapshots.Add(intent.SnapshotId!.Value);
                return HasVolume;
            case IntentKind.DeleteSnapshot:
                Invariants.Hold(!Unconfirmed.Contains(intent.SnapshotId!.Value), "a snapshot is removed that nobody was told is ours");
                Snapshots.Remove(intent.SnapshotId!.Value);
                return true;
            case IntentKind.CreateExport:
                if (!HasVolume) return false;
                Exports.Add(intent.Host!);
                Forgotten.Remove(intent.Host!);
                return true;
            case IntentKind.RevertVolume:
                Invariants.Hold(Exports.Count == 0, "a volume is taken back while it is exported");
                return HasVolume && Snapshots.Contains(intent.SnapshotId!.Value);
            case IntentKind.AdoptVolume:
                return HasVolume = true;
            case IntentKind.ReleaseVolume:
                Invariants.Hold(Exports.Count == 0, "a volume is let go while it is exported");
                if (Snapshots.Count > 0) return false;
                HasVolume = IsUnconfirmed = false;
                return true;
            case IntentKind.AdoptSnapshot:
                if (HasVolume) Snapshots.Add(intent.SnapshotId!.Value);
                return HasVolume;
            case IntentKind.ReleaseSnapshot:
                Snapshots.Remove(intent.SnapshotId!.Value);
                Unconfirmed.Remove(intent.SnapshotId!.Value);
                return true;
            default:
                Exports.Remove(intent.Host!);
                Forgotten.Remove(intent.Host!);
                return true;
        }
    }
}
