using OrleansStorage.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Unit.Tests.Support;
using OrleansStorage.Volumes;

namespace OrleansStorage.Unit.Tests.Model;

/// <summary>One volume's record, its array and the loop between them, in which everything may fail. Invariants are checked after every write.</summary>
internal sealed class ModelWorld
{
    private DateTimeOffset _now = Some.Now;
    private Step? _step;
    private int _call;

    public VolumeState? State { get; private set; }

    public ModelArray Array { get; } = new();

    public int Commands { get; private set; }

    public void Take(Step step)
    {
        (_step, _call) = (step, 0);
        _now += TimeSpan.FromSeconds(1);
        if (step.ArrayForgets) Array.Forget();
        Ask(step.Command);
    }

    /// <summary>Faults are off from here on.</summary>
    public void Quiesce()
    {
        _step = null;
        if (State?.Intent is not null) Invariants.Hold(SettleOpen(), "an open intent is not settled although the array is well");
        foreach (var host in Array.Forgotten.ToList()) Ask(new VolumeCommand.RestoreExport(host));
        Invariants.Hold(Array.Exports.SetEquals(State?.Exports.Select(e => e.Host) ?? []), "the array does not show what is recorded");
    }

    public void RemoveEverything()
    {
        if (State is null) return;
        foreach (var attachment in State.Attachments) Ask(new VolumeCommand.DeleteAttachment(attachment.Id));
        Ask(Some.OsTerminate(null));
        Invariants.Hold(Array.Exports.Count == 0 && State.Exports.IsEmpty, "everything is detached and an export is left");
        Ask(new VolumeCommand.Delete(Cascade: false, Force: true));
        foreach (var snapshot in State?.Snapshots ?? []) Ask(new VolumeCommand.DeleteSnapshot(snapshot.Id, Force: true));
        if (State is not null) Ask(new VolumeCommand.Delete(Cascade: false, Force: true));
        Invariants.Hold(State is null, $"the volume cannot be removed; it is {State?.Status}");
    }

    private void Ask(VolumeCommand command)
    {
        Commands++;
        if (command.UsesArray && State?.Intent is not null && !SettleOpen()) return;
        if (_step?.Crash == Crash.BeforeIntent) return;
        if (VolumeMachine.Decide(State, command, Context()) is not Decision.Changed { State: var next }) return;
        Write(next);
        if (_step?.Crash == Crash.AfterIntent) Reread();
        else if (command.UsesArray) Chain();
    }

    /// <summary>As the process does with an intent that it finds: waits it out, writes it again, does it.</summary>
    private bool SettleOpen()
    {
        var open = State!.Intent!.NotAfter + OperationTimeouts.Default.ClockSkew;
        if (_now < open) _now = open;
        Write(Owed.Again(State, Context()));
        return Chain();
    }

    /// <summary>False when an intent stays open.</summary>
    private bool Chain()
    {
        while (State?.Intent is { } intent)
        {
            var fault = _step is null ? Fault.None : _step.Faults[_call++ % _step.Faults.Length];
            var outcome = Array.Perform(intent, fault);
            if (_step?.Crash == Crash.AfterEffect)
            {
                Reread();
                return false;
            }
            if (_step?.Meanwhile is { } meanwhile) AskMeanwhile(meanwhile);
            if (!Settle(outcome)) return false;
        }
        return true;
    }

    private void AskMeanwhile(VolumeCommand command)
    {
        Commands++;
        if (VolumeMachine.Decide(State, command, Context()) is Decision.Changed changed) Write(changed.State, beside: true);
    }

    private bool Settle(ArrayOutcome<ArrayExport?> outcome)
    {
        var (before, intent) = (State!, State!.Intent!);
        var after = SettleRules.Settle(before, outcome, Context());
        if (intent.Kind == IntentKind.AdoptVolume) Array.IsUnconfirmed = !outcome.IsDone;
        if (intent.Kind == IntentKind.AdoptSnapshot && !outcome.IsDone) Array.Unconfirmed.Add(intent.SnapshotId!.Value);
        if (ReferenceEquals(before, after)) return false;
        if (intent.Kind == IntentKind.CreateExport && !outcome.IsDone) Invariants.OfFailedExport(before, after, intent.Host!);
        Write(after);
        return true;
    }

    private void Write(VolumeState next, bool beside = false)
    {
        Invariants.OfRecord(next);
        Invariants.OfStep(State, next);
        if (beside) Invariants.Hold(next.Intent == State!.Intent, "a command that needs no array touched the open intent");
        State = next.Gone ? null : next;
        if (next.Gone) Array.ForgetEpochs();
        Invariants.OfArray(State, Array);
    }

    /// <summary>A new activation knows what is on record, and nothing else.</summary>
    private void Reread() => State = State is null ? null : VolumeStateJson.Read(VolumeStateJson.Write(State));

    private DecisionContext Context() => Some.Context(now: _now);
}
