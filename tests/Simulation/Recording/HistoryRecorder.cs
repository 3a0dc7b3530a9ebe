using System.Collections.Immutable;
using OrleansStorage.Backends;
using OrleansStorage.Domain.Backends;
using OrleansStorage.Domain.Volumes;
using OrleansStorage.Histories;
using OrleansStorage.Histories.Arrays;
using OrleansStorage.Histories.Calls;
using OrleansStorage.Histories.Ownership;
using OrleansStorage.Histories.Quiescence;
using OrleansStorage.Histories.Records;
using OrleansStorage.Histories.Texts;
using OrleansStorage.Histories.Turns;
using OrleansStorage.Ids;
using OrleansStorage.Simulation.Engine;

namespace OrleansStorage.Simulation.Recording;

/// <summary>Writes a run down as a history. Operation ids, which the product draws at random, are numbered, so that the same seed gives the same history.</summary>
internal sealed class HistoryRecorder(World world, SimPlan plan)
{
    private readonly ImmutableArray<CallEvent>.Builder _calls = ImmutableArray.CreateBuilder<CallEvent>(256);
    private readonly ImmutableArray<Commit>.Builder _commits = ImmutableArray.CreateBuilder<Commit>(256);
    private readonly ImmutableArray<ArrayMutation>.Builder _mutations = ImmutableArray.CreateBuilder<ArrayMutation>(256);
    private readonly ImmutableArray<ArrayTurn>.Builder _turns = ImmutableArray.CreateBuilder<ArrayTurn>(256);
    private readonly ImmutableArray<ShownText>.Builder _shown = ImmutableArray.CreateBuilder<ShownText>();
    private readonly ImmutableArray<RecordEvent>.Builder _records = ImmutableArray.CreateBuilder<RecordEvent>();
    private readonly HashSet<string> _secrets = [];
    private readonly Dictionary<OperationId, OperationId> _operations = [];
    private const double LongestCallMs = 30_000;
    private QuiesceSnapshot? _quiesce;
    private long _at;

    /// <summary>What went wrong on purpose, for a reader.</summary>
    public List<(long At, long TimeMs, string What)> Notes { get; } = [];

    public int Calls { get; private set; }

    public CallEvent Invoke(CallEvent call)
    {
        Calls++;
        var invoked = call with { At = ++_at, TimeMs = world.NowMs, Kind = CallEventKind.Invoke, Operation = Numbered(OperationId.New()) };
        _calls.Add(invoked);
        return invoked;
    }

    public void End(CallEvent invoked, CallEventKind kind, Func<CallEvent, CallEvent>? answer = null)
    {
        var ended = invoked with { At = ++_at, TimeMs = world.NowMs, Kind = kind };
        _calls.Add(answer is null ? ended : answer(ended));
    }

    public void Commit(VolumeState state, VolumeState? before, string writer)
    {
        foreach (var export in state.Exports) Show("record", export.ChapSecret.Value);
        foreach (var entry in state.Ended) Show("timeline", entry.Error);
        _commits.Add(CommitOf(state, before, writer));
    }

    /// <summary>Something became of a volume's record beside its writes. One that has open what the array saw last knows of it, however often it was tried since.</summary>
    public void Became(RecordEventKind kind, VolumeState state, SeenEpoch? seen, IEnumerable<ArrayExport> onArray) => _records.Add(new()
    {
        At = ++_at, Kind = kind, Volume = state.Id, Known = seen is { } last && !EpochBook.IsBehind(last, state.KnownEpoch(), state.KnownOperations()) ? last.Epoch : state.KnownEpoch(), Seen = seen?.Epoch ?? 0, SeenOperation = seen?.OperationId is { } operation ? Numbered(operation) : null,
        OnArray = [.. onArray.Where(e => e.VolumeId == state.Id).Select(e => e.Initiator).OfType<string>()], Recorded = [.. state.Exports.Select(e => e.Connector.Initiator).OfType<string>()],
    });

    /// <summary>A turn on the array is over. What became of an unknown one is not known, so it may have kept its volume for as long as a call may take.</summary>
    public void Turn(string queue, AdmissionLane lane, VolumeId volume, double slotMs, double arrayMs, bool isUnknown)
    {
        var nowMs = world.Now.TotalMilliseconds;
        _turns.Add(new(++_at, queue, lane, volume, nowMs - arrayMs - slotMs, nowMs - arrayMs, isUnknown ? nowMs + LongestCallMs : nowMs));
    }

    /// <summary>A host was given a secret.</summary>
    public void Secret(string clear) => _secrets.Add(clear);

    /// <summary>Something can be read by people. Only what tells a secret is kept: the rest would be most of the history, and it has ids that differ from run to run.</summary>
    public void Show(string where, string? text)
    {
        if (text?.Contains(SimWorld.SecretsBegin, StringComparison.Ordinal) == true) _shown.Add(new(++_at, where, text));
    }

    private Commit CommitOf(VolumeState state, VolumeState? before, string writer) => new()
    {
        At = ++_at,
        TimeMs = world.NowMs,
        Volume = state.Id,
        Epoch = state.Epoch,
        Multiattach = state.Multiattach,
        Writer = writer,
        Command = state.Intent is { } opened && opened.Epoch != before?.Intent?.Epoch ? opened.Command : null,
        Intent = state.Intent is { } i ? new(Numbered(i.OperationId), i.Kind, i.Epoch, MsOf(i.NotAfter), i.Host) : null,
        Exports = [.. state.Exports.Select(e => new CommittedExport(e.Host, e.Connector.Initiator, e.Phase, [.. e.Owners.Select(o => o.Value)], e.Location?.TargetName, e.Location?.Lun))],
        Attachments = [.. state.Attachments.Select(a => new CommittedAttachment(a.Id, a.InstanceId, a.Status, a.Host))],
        Use = state.Gone ? null : new(state.Snapshots.Length, (state.GrowingToGiB ?? state.SizeGiB) + state.Snapshots.Sum(s => s.SizeGiB)),
        Gone = state.Gone,
    };

    public void Mutate(ArrayMutation mutation) =>
        _mutations.Add(mutation with { At = ++_at, TimeMs = world.NowMs, Operation = mutation.Operation is { } id ? Numbered(id) : null });

    public void Note(string what) => Notes.Add((++_at, world.NowMs, what));

    public void Quiesce(Func<long, QuiesceSnapshot> snapshot) => _quiesce = snapshot(++_at + 1);

    public History Build(string source) => new()
    {
        Source = source, Settings = new() { LunCoolDownMs = plan.SharedTarget ? 50_000 : 0, ArrayFencesEpochs = plan.ArrayGuardsEpochs, Limits = plan.Limits, Owner = SimWorld.Installation }, Calls = _calls.ToImmutable(), Commits = _commits.ToImmutable(), Mutations = _mutations.ToImmutable(), RecordEvents = _records.ToImmutable(),
        Turns = _turns.ToImmutable(), Shown = new([.. _secrets], _shown.ToImmutable()), Quiesce = _quiesce,
    };

    public static long MsOf(DateTimeOffset moment) => (moment - World.Beginning).Ticks / TimeSpan.TicksPerMillisecond;

    private OperationId Numbered(OperationId id) =>
        _operations.TryGetValue(id, out var number) ? number : _operations[id] = new(new Guid(_operations.Count + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
}
