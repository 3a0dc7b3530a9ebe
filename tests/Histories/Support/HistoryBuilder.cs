using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Errors;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Histories.Quotas;
using OrleansStorage.Histories.Records;
using OrleansStorage.Histories.Texts;
using OrleansStorage.Histories.Turns;
using OrleansStorage.Ids;
using OrleansStorage.Volumes;

namespace OrleansStorage.Histories.Tests.Support;

/// <summary>Writes a history by hand, event by event; each takes the next number and, unless told otherwise, the next millisecond.</summary>
internal sealed class HistoryBuilder
{
    private readonly ImmutableArray<CallEvent>.Builder _calls = ImmutableArray.CreateBuilder<CallEvent>();
    private readonly ImmutableArray<Commit>.Builder _commits = ImmutableArray.CreateBuilder<Commit>();
    private readonly ImmutableArray<ArrayMutation>.Builder _mutations = ImmutableArray.CreateBuilder<ArrayMutation>();
    private readonly ImmutableArray<ArrayTurn>.Builder _turns = ImmutableArray.CreateBuilder<ArrayTurn>();
    private readonly ImmutableArray<ShownText>.Builder _shown = ImmutableArray.CreateBuilder<ShownText>();
    private readonly ImmutableArray<RecordEvent>.Builder _events = ImmutableArray.CreateBuilder<RecordEvent>();
    private QuiesceSnapshot? _quiesce;
    private HistorySettings _settings = new();
    private long _at;
    private long _timeMs;
    private int _operations;

    /// <summary>A history that begins with a volume.</summary>
    public static HistoryBuilder Of(bool multiattach = true) =>
        new HistoryBuilder().Ok(new() { At = 0, Client = "admin", Operation = default, Kind = CallEventKind.Invoke, Volume = Some.Volume(), Action = CallAction.CreateVolume, Multiattach = multiattach });

    public static CallEvent Reserve(int attachment, int instance = 1, string? host = null, string client = "c1") => Call(CallAction.CreateAttachment, client, host) with { Attachment = Some.Attachment(attachment), Instance = Some.Instance(instance) };

    public static CallEvent Connect(int attachment, string host, string client = "c1") => Call(CallAction.ConnectAttachment, client, host) with { Attachment = Some.Attachment(attachment) };

    public static CallEvent Complete(int attachment, string client = "c1") => Call(CallAction.CompleteAttachment, client) with { Attachment = Some.Attachment(attachment) };

    public static CallEvent Delete(int attachment, string client = "c1") => Call(CallAction.DeleteAttachment, client) with { Attachment = Some.Attachment(attachment) };

    public static CallEvent Initialize(string host, string client = "c1") => Call(CallAction.InitializeConnection, client, host);

    public static CallEvent Terminate(string host, string client = "c1") => Call(CallAction.TerminateConnection, client, host);

    public static CallEvent Read(string client = "c1") => Call(CallAction.ReadVolume, client);

    public static CallEvent DeleteVolume(string client = "c1") => Call(CallAction.DeleteVolume, client);

    public static CallEvent Extend(int sizeGiB, string client = "c1") => Call(CallAction.ExtendVolume, client) with { SizeGiB = sizeGiB };

    public static CallEvent TakeSnapshot(int snapshot, string client = "c1") => Call(CallAction.CreateSnapshot, client) with { Snapshot = Some.Snapshot(snapshot) };

    public static CallEvent DeleteSnapshot(int snapshot, string client = "c1") => Call(CallAction.DeleteSnapshot, client) with { Snapshot = Some.Snapshot(snapshot) };

    public static CallEvent Force(int attachment, string client = "c1") => Call(CallAction.ForceDetach, client) with { Attachment = Some.Attachment(attachment) };

    /// <summary>Out of error an operator takes the volume from everybody, unless told otherwise.</summary>
    public static CallEvent Reset(VolumeStatus status, string client = "c1", bool? isDetached = null) => Call(CallAction.ResetStatus, client) with
    {
        Status = status, AttachStatus = isDetached ?? status == VolumeStatus.Available ? AttachStatus.Detached : null,
    };

    public static ShownConnection At(int lun = 1, string target = Some.Target) => new(target, lun);

    public static ShownAttachment Shown(int attachment, AttachStatus status, string? host = null) => new(Some.Attachment(attachment), status, host);

    public static CommittedAttachment Attached(int attachment, string? host, int instance = 1, AttachStatus status = AttachStatus.Attached) => new(Some.Attachment(attachment), Some.Instance(instance), status, host);

    public static CommittedExport Export(string host, ExportPhase phase = ExportPhase.Exported, params int[] owners) =>
        new(host, Some.Initiator(host), phase, [.. owners.Select(o => "attachment:" + Some.Attachment(o))], phase == ExportPhase.Creating ? null : Some.Target, phase == ExportPhase.Creating ? null : 1);

    public static CommittedExport Claimed(string host) => Export(host) with { Owners = ["claim:" + host] };

    public static CommittedIntent Intent(IntentKind kind, long epoch, string? host, int operation = 1, long notAfterMs = 15_000) => new(Some.Operation(operation), kind, epoch, notAfterMs, host);

    public static QuiescedExport Quiesced(string? host, int lun = 1, bool isOurs = true, ExportPhase? phase = ExportPhase.Exported) =>
        new(Some.Volume(), host is null ? null : Some.Initiator(host), Some.Target, lun, host, phase, isOurs);

    public static QuiescedAttachment Holds(int attachment, string? host, AttachStatus status = AttachStatus.Attached) => new(Some.Volume(), Some.Attachment(attachment), status, host);

    /// <summary>A call from its beginning to its end, nothing between.</summary>
    public HistoryBuilder Ok(CallEvent call, ShownConnection? connection = null, ImmutableArray<ShownAttachment>? attachments = null) => Begin(call, out var open).EndOk(open, connection, attachments);

    /// <summary>A read that shows a size and snapshots.</summary>
    public HistoryBuilder OkRead(int sizeGiB, params int[] snapshots) => Begin(Read(), out var open).End(open with { Kind = CallEventKind.Ok, SizeGiB = sizeGiB, Snapshots = [.. snapshots.Select(Some.Snapshot)] });

    /// <summary>A call that is refused.</summary>
    public HistoryBuilder Fail(CallEvent call, ErrorReason error) => Begin(call, out var open).End(open with { Kind = CallEventKind.Fail, Error = error });

    /// <summary>A call of which nobody knows.</summary>
    public HistoryBuilder Unknown(CallEvent call) => Begin(call, out var open).End(open with { Kind = CallEventKind.Unknown, Error = ErrorReason.Unknown });

    public HistoryBuilder Begin(CallEvent call, out CallEvent open)
    {
        open = call with { At = ++_at, TimeMs = ++_timeMs, Operation = new OperationId(new Guid(++_operations, 0, 0, [0, 0, 0, 0, 0, 0, 0, 9])), Kind = CallEventKind.Invoke };
        _calls.Add(open);
        return this;
    }

    public HistoryBuilder EndOk(CallEvent open, ShownConnection? connection = null, ImmutableArray<ShownAttachment>? attachments = null) =>
        End(open with { Kind = CallEventKind.Ok, Connection = connection, Attachments = attachments });

    public HistoryBuilder End(CallEvent ended)
    {
        _calls.Add(ended with { At = ++_at, TimeMs = ++_timeMs });
        return this;
    }

    public HistoryBuilder Commit(long epoch, CommittedIntent? intent = null, CommittedExport[]? exports = null, CommittedAttachment[]? attachments = null, bool multiattach = true, string? command = null, bool gone = false)
    {
        _commits.Add(new()
        {
            At = ++_at, TimeMs = ++_timeMs, Volume = Some.Volume(), Epoch = epoch, Intent = intent, Exports = [.. exports ?? []], Attachments = [.. attachments ?? []], Multiattach = multiattach, Command = command, Gone = gone,
        });
        return this;
    }

    /// <summary>A write that says what a volume uses; null for a volume that is gone.</summary>
    public HistoryBuilder Use(int volume, long? snapshots, long sizeGiB = 0)
    {
        _commits.Add(new() { At = ++_at, TimeMs = ++_timeMs, Volume = Some.Volume(volume), Epoch = 1, Use = snapshots is { } there ? new(there, sizeGiB) : null, Gone = snapshots is null });
        return this;
    }

    /// <summary>What the project may have.</summary>
    public HistoryBuilder Limit(ProjectLimits limits)
    {
        _settings = _settings with { Limits = limits };
        return this;
    }

    public HistoryBuilder Mutate(ArrayVerb verb, string? host, long? epoch = 1, int volume = 1, string? target = Some.Target, int? lun = 1, int operation = 1, bool isOurs = true, long notAfterMs = 15_000, long afterMs = 1,
        int? targetNumber = null, int? installation = null)
    {
        _mutations.Add(new()
        {
            At = ++_at, TimeMs = _timeMs += afterMs, Verb = verb, Volume = verb == ArrayVerb.Restart ? null : Some.Volume(volume), Initiator = host is null ? null : Some.Initiator(host), Target = target, Lun = lun, TargetNumber = targetNumber,
            Epoch = epoch, Operation = epoch is null ? null : Some.Operation(operation), NotAfterMs = epoch is null ? null : notAfterMs, IsOurs = isOurs,
            Installation = installation is { } of ? Some.Installation(of) : null,
        });
        return this;
    }

    /// <summary>Whose the array is.</summary>
    public HistoryBuilder OwnedBy(int installation)
    {
        _settings = _settings with { Owner = Some.Installation(installation) };
        return this;
    }

    /// <summary>Something became of the volume's record.</summary>
    public HistoryBuilder Became(RecordEventKind kind, long known, long seen, params string[] onArray)
    {
        _events.Add(new() { At = ++_at, Kind = kind, Volume = Some.Volume(), Known = known, Seen = seen, OnArray = [.. onArray] });
        return this;
    }

    public HistoryBuilder Rest(long coolDownMs)
    {
        _settings = _settings with { LunCoolDownMs = coolDownMs };
        return this;
    }

    public HistoryBuilder Quiesce(QuiescedExport[]? recorded = null, QuiescedExport[]? onArray = null, QuiescedAttachment[]? attachments = null, bool open = false)
    {
        _quiesce = new() { At = ++_at, Recorded = [.. recorded ?? []], OnArray = [.. onArray ?? []], Attachments = [.. attachments ?? []], OpenIntents = open ? [Some.Volume()] : [] };
        return this;
    }

    /// <summary>A call's turn on the array.</summary>
    public HistoryBuilder Turn(AdmissionLane lane, int volume, double askedMs, double grantedMs, string queue = "backend.1")
    {
        _turns.Add(new(++_at, queue, lane, Some.Volume(volume), askedMs, grantedMs, grantedMs + 10));
        return this;
    }

    /// <summary>Something is shown, of a system whose one secret is <c>s3cret</c>.</summary>
    public HistoryBuilder Show(string where, string text)
    {
        _shown.Add(new(++_at, where, text));
        return this;
    }

    /// <summary>A breaker is open at quiesce.</summary>
    public HistoryBuilder QuiesceWithOpenBreaker()
    {
        Quiesce();
        _quiesce = _quiesce! with { OpenBreakers = ["sim@sim#pool"] };
        return this;
    }

    /// <summary>What the project counts at quiesce.</summary>
    public HistoryBuilder Quiesce(params QuiescedQuota[] quotas)
    {
        Quiesce();
        _quiesce = _quiesce! with { Quotas = [.. quotas] };
        return this;
    }

    public History Build() => new()
    {
        Turns = _turns.ToImmutable(), Shown = new(["s3cret"], _shown.ToImmutable()), Settings = _settings, Calls = _calls.ToImmutable(), Commits = _commits.ToImmutable(), Mutations = _mutations.ToImmutable(), RecordEvents = _events.ToImmutable(), Quiesce = _quiesce,
    };

    private static CallEvent Call(CallAction action, string client, string? host = null) => new()
    {
        At = 0, Client = client, Operation = default, Kind = CallEventKind.Invoke, Volume = Some.Volume(), Action = action, Host = host, Initiator = host is null ? null : Some.Initiator(host),
    };
}
